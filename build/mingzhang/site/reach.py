"""Where the published site stands, and who hears of its errors: both from the environment."""

from __future__ import annotations

import os
import re

from mingzhang.errors import WrongCommand
from mingzhang.site.address import REPORT_TO, SITE_URL

_ADDRESS = re.compile(r"https?://[^\s\"'<>?#/]+(?:/[^\s\"'<>?#]*)?")
_SET = "set it before you publish"
_RECIPIENT = re.compile(r"https://[^\s\"'<>?#]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def site_url() -> str:
    """The address of the published site, ending in a slash; empty when none is set. WrongCommand when it is none."""
    root = os.environ.get(SITE_URL, "")
    if root and not _ADDRESS.fullmatch(root):
        raise WrongCommand(SITE_URL, f"found {root!r}", "an address, https://HOST/ or https://HOST/PATH/", "mend it")
    return f"{root.rstrip('/')}/" if root else ""


def report_to() -> str:
    """Where readers report misreadings: a mail address, or the https address of a form that takes ``title`` and
    ``body``; empty when neither is set, and readers then choose for themselves.
    """
    given = os.environ.get(REPORT_TO, "").strip()
    return given if _RECIPIENT.fullmatch(given) else ""


def require_published() -> None:
    """WrongCommand unless the site has an address and somebody hears of its errors: without, nothing is published."""
    if not site_url():
        raise WrongCommand(SITE_URL, "no address of the site", "https://HOST/ or https://HOST/PATH/", _SET)
    if not report_to():
        raise WrongCommand(REPORT_TO, unheard(), "a mail address, or the https address of a form", _SET)


def unheard() -> str:
    """Why nobody hears of errors; empty where somebody does."""
    if report_to():
        return ""
    given = os.environ.get(REPORT_TO, "").strip()
    return f"found {given!r}" if given else "nobody hears of errors in the data"
