#!/usr/bin/env bash
# Installs Debian packages that are missing: deps.sh run|test|bench.
set -euo pipefail

packages=(tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng tesseract-ocr-osd
	poppler-utils mupdf-tools qpdf)
if [ "${1:-run}" = test ]; then
	packages+=(chromium fonts-paratype libreoffice-writer-nogui)
fi
if [ "${1:-run}" = bench ]; then # the peers of make bench-reading, and producers of PDF
	packages+=(ocrmypdf ghostscript libreoffice-writer-nogui chromium fonts-paratype fonts-liberation)
fi

missing=()
for p in "${packages[@]}"; do
	dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing: ${missing[*]}"
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
export DEBIAN_FRONTEND=noninteractive
as_root apt-get update -qq
as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
