#!/bin/sh
# What tests need from the system: Chromium, a CJK font, LibreOffice, libarchive. Installed when root and apt are there, else said; never fails.
set -u
missing=
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing=chromium
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh-cn file 2>/dev/null | head -n 1)" ]; then
    missing="$missing fontconfig fonts-noto-cjk"
fi
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer libreoffice-calc"
ldconfig -p 2>/dev/null | grep -q 'libarchive\.so' || missing="$missing libarchive13"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    log=$(mktemp)
    # shellcheck disable=SC2086 — the list is meant to be split into words.
    if apt-get update >"$log" 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    echo "the tests that need them will be skipped: apt-get could not install$(printf ' %s' $missing) (see $log)"
else
    echo "the tests that need them will be skipped: install$(printf ' %s' $missing) with the system's package manager"
fi
