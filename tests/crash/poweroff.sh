#!/usr/bin/env bash
# ./dev campaign poweroff [--runs N] [--seed S] [--printer pappl|eve|both] [--plant NAME] [--results FILE] [--json FILE]:
# see blangko-campaign poweroff --help.
set -euo pipefail
exec "$BLANGKO_BIN/blangko-campaign" poweroff --bin "$BLANGKO_BIN" "$@"
