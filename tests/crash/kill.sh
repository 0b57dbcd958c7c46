#!/usr/bin/env bash
# ./dev campaign kill [--runs N] [--seed S] [--json FILE] [--plant NAME]: see blangko-campaign kill --help.
set -euo pipefail
exec "$BLANGKO_BIN/blangko-campaign" kill --bin "$BLANGKO_BIN" "$@"
