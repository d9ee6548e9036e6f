#!/usr/bin/env bash
# Makes docs/pictures/ from the sample: pages of the Word draft, as an evaluator sees them.
# Needs LibreOffice (soffice) and poppler (pdftoppm) beside Spegla; nothing in `make check` does.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${SPEGLA:-.venv/bin/spegla}" demo "$work/demo" --language sv
soffice --headless -env:UserInstallation="file://$work/office" --convert-to pdf --outdir "$work" "$work"/demo/utkast/*.docx
mkdir -p docs/pictures
pdftoppm -r 75 -gray -png -f 3 -l 3 -singlefile "$work"/utkast-*.pdf docs/pictures/draft-page
