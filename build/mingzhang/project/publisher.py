"""Who publishes a site and its data: what citations, descriptors, the catalogue and the feed name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MADE_WITH = "https://pypi.org/project/mingzhang/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """``id`` names the collection: its folder in archives, its database. ``tag`` begins the ids of the feed (RFC 4151).
    ``contact`` is a mail address or the https address of a form.
    """

    name: str = "明账"
    name_en: str = "Mingzhang"
    id: str = "mingzhang"
    tag: str = "mingzhang,2024"
    contact: str = ""

    @property
    def title(self) -> str:
        """Both names."""
        return f"{self.name} {self.name_en}"

    @property
    def contributor(self) -> dict[str, Any]:
        """As a Data Package names who made it."""
        about: dict[str, Any] = {"title": self.title, "roles": ["wrangler"]}
        if self.contact:
            about["path" if "://" in self.contact else "email"] = self.contact
        return about


MINGZHANG = Publisher()
"""This project itself."""


def publisher_title(descriptor: Any) -> str:
    """The names of who published the package with this descriptor."""
    return str(_wrangler(descriptor).get("title", MINGZHANG.title))


def publisher_contact(descriptor: Any) -> str:
    """Their mail address or form; empty where none is given."""
    about = _wrangler(descriptor)
    return str(about.get("email") or about.get("path") or "")


def _wrangler(descriptor: Any) -> dict[str, Any]:
    contributors = descriptor.get("contributors", ())
    return next((c for c in contributors if "wrangler" in c.get("roles", ())), {})
