#!/bin/sh
# What tests need from the system: Chromium, a CJK font, LibreOffice, libarchive. Installed when root and apt are there, or on a runner
# (CI is set) by sudo; else said; never fails. With "fonts" only the font.
set -u
missing=
[ "${1:-}" = fonts ] || command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing=chromium
if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list :lang=zh-cn file 2>/dev/null | head -n 1)" ]; then
    missing="$missing fontconfig fonts-noto-cjk"
fi
[ "${1:-}" = fonts ] || command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer libreoffice-calc"
[ "${1:-}" = fonts ] || ldconfig -p 2>/dev/null | grep -q 'libarchive\.so' || missing="$missing libarchive13"
[ -n "$missing" ] || exit 0

as_root=
[ "$(id -u)" = 0 ] || [ -z "${CI:-}" ] || ! sudo -n true 2>/dev/null || as_root=sudo
if { [ "$(id -u)" = 0 ] || [ -n "$as_root" ]; } && command -v apt-get >/dev/null 2>&1; then
    log=$(mktemp)
    # shellcheck disable=SC2086 — the list is meant to be split into words.
    if $as_root apt-get update >"$log" 2>&1 &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    echo "the tests that need them will be skipped: apt-get could not install$(printf ' %s' $missing) (see $log)"
else
    echo "the tests that need them will be skipped: install$(printf ' %s' $missing) with the system's package manager"
fi
