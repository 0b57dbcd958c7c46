#!/usr/bin/env bash
# ./dev campaign power [--runs N] [--seed S] [--cuts N] [--station] [--plant NAME] [--results FILE]:
# see blangko-campaign power --help.
set -euo pipefail
exec "$BLANGKO_BIN/blangko-campaign" power --bin "$BLANGKO_BIN" "$@"
