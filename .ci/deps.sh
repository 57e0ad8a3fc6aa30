#!/usr/bin/env bash
# Installs Debian packages that are missing: deps.sh run|test|bench|bench-search|bench-site.
set -euo pipefail

packages=(tesseract-ocr tesseract-ocr-rus tesseract-ocr-eng tesseract-ocr-osd
	poppler-utils mupdf-tools qpdf)
if [ "${1:-run}" = test ]; then
	packages+=(chromium fonts-paratype libreoffice-writer-nogui libxml2-utils python3-feedparser)
fi
optional=(hunspell-ru) # Russian words for the search, which without them knows stems only
if [ "${1:-run}" = bench ]; then # the peers of make bench-reading, and producers of PDF
	optional+=(ocrmypdf ghostscript libreoffice-writer-nogui chromium fonts-paratype fonts-liberation
		texlive-latex-base texlive-lang-cyrillic cm-super)
fi
if [ "${1:-run}" = bench-site ]; then # what makes and serves pages as ours does, and what asks
	packages=()
	optional=(hugo nginx-light wrk)
fi
if [ "${1:-run}" = bench-search ]; then
	optional+=(postgresql)
fi

# missing prints those of its arguments that are not installed.
missing() {
	for p in "$@"; do
		dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || echo "$p"
	done
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
install() { as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

mapfile -t needed < <(missing "${packages[@]}")
mapfile -t wanted < <(missing "${optional[@]}")
[ $((${#needed[@]} + ${#wanted[@]})) -eq 0 ] && exit 0

export DEBIAN_FRONTEND=noninteractive
echo "installing: ${needed[*]} ${wanted[*]}"
as_root apt-get update -qq || [ ${#needed[@]} -eq 0 ]
[ ${#needed[@]} -eq 0 ] || install "${needed[@]}"
for p in "${wanted[@]}"; do # what needs one of them says that it is missing
	install "$p" || echo "COULD NOT INSTALL $p: going on without it" >&2
done
