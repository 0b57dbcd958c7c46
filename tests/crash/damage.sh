#!/usr/bin/env bash
# ./dev campaign damage [--runs N] [--seed S] [--file KIND] [--plant NAME] [--results FILE]: see blangko-campaign damage --help.
set -euo pipefail
exec "$BLANGKO_BIN/blangko-campaign" damage --bin "$BLANGKO_BIN" "$@"
