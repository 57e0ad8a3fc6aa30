#!/usr/bin/env bash
# Makes the Russian lexicon that the program takes in, from Debian's hunspell-ru,
# when the dictionary or what reads it is newer. Without the dictionary it says
# so and goes on: search then knows Russian by stemming alone.
set -euo pipefail
cd "$(dirname "$0")/.."

dictionary=${HUNSPELL:-/usr/share/hunspell}/ru_RU
folder=index/russian
lexicon=$folder/lexicon/data/ru.lexicon

if [ ! -r "$dictionary.dic" ] || [ ! -r "$dictionary.aff" ]; then
	[ -e "$lexicon" ] || echo "no $dictionary.dic: Russian search by stemming alone (apt-get install hunspell-ru, then make lexicon)" >&2
	exit 0
fi
if [ -e "$lexicon" ] && [ -z "$(find "$dictionary.dic" "$dictionary.aff" $folder/makelexicon $folder/lexicon/*.go $folder/analyzer.go -newer "$lexicon" -print -quit)" ]; then
	exit 0
fi
version=$(dpkg-query -W -f='${Version}' hunspell-ru 2>/dev/null) || version=$(sha256sum "$dictionary.dic" | cut -c1-12)
"${GO:-go}" run ./$folder/makelexicon -aff "$dictionary.aff" -dic "$dictionary.dic" -source "hunspell-ru $version" -out "$lexicon"
