"""The downloads of a package, kept from one build of the site to the next: most of them have not changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mingzhang.package.formats import Downloads, list_downloads, write_downloads
from mingzhang.running.fingerprint import fingerprint
from mingzhang.running.hashing import contents_of, digest_of
from mingzhang.running.ownership import every_file
from mingzhang.running.staging import staged

FOLDER, _WRITER = "downloads", "mingzhang.package.formats"


def keep_downloads(package_dir: Path, data_dir: Path, site_url: str, cache: Path) -> Downloads:
    """What ``write_downloads`` does, from ``cache`` when the package, the code and the site's address are the same."""
    parts = (f"{name} {value}" for name, value in contents_of(package_dir))
    kept = cache / FOLDER / digest_of([fingerprint(_WRITER), site_url, *parts])
    if not kept.is_dir():
        with staged(kept, every_file) as staging:
            write_downloads(package_dir, staging, site_url)
    os.utime(kept)  # cache.prune drops what no build has used for a month
    shutil.copytree(kept, data_dir, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return list_downloads(package_dir, data_dir)
