#!/usr/bin/env bash
# Brings axe-core and the Nu HTML checker (both from npm) into bin/check and tries
# the public site and the desk with them. Pictures of every page go to bin/check/pages.
set -euo pipefail
cd "$(dirname "$0")/.."

need=()
command -v npm >/dev/null || need+=(npm)
command -v java >/dev/null || need+=(default-jre-headless)
if [ ${#need[@]} -gt 0 ]; then
	as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
	as_root apt-get update -qq
	as_root apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
mkdir -p bin/check/pages
[ -d bin/check/node_modules/vnu-jar ] || npm install --silent --no-audit --no-fund --prefix bin/check axe-core@4 vnu-jar@26 >/dev/null

VESTNIK_AXE=$PWD/bin/check/node_modules/axe-core/axe.min.js \
VESTNIK_VNU=$PWD/bin/check/node_modules/vnu-jar/build/dist/vnu.jar \
VESTNIK_SCREENSHOTS=$PWD/bin/check/pages \
	${GO:-go} test ./cmd/vestnik -count 1 -timeout 30m -run 'TestThePublicSite|TestTheDesk|TestACorrectionIsCarriedThroughAtTheDesk' -v
