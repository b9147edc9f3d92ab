#!/usr/bin/env bash
# Brings in the published metrics of 447 networks and asks how accuracy goes with the high-frequency fraction.
# Usage: import_and_correlate.sh
set -euo pipefail
SERVER=${PASSBAND_SERVER:-http://127.0.0.1:4000}
AUTH="Authorization: Bearer ${PASSBAND_TOKEN:-}" # not looked at where the server wants no token

# ask QUERY VARIABLES prints the answer
ask() {
  node -e 'console.log(JSON.stringify({ query: process.argv[1], variables: JSON.parse(process.argv[2]) }))' "$1" "$2" |
    curl -sS "$SERVER/graphql" -H "$AUTH" -H 'content-type: application/json' --data @-
}

# Done twice it changes nothing: `skipped` says how many were there.
ask 'mutation { importResults(input: { format: ROBUSTNETS }) { imported skipped userErrors { message } } }' '{}'

# 95 % bounds are over models; withinGroups is what is left once each architecture and augmentation has its own mean.
for scope in within between; do
  ask 'query ($x: String!) {
    correlation(x: $x, y: "accuracy", filter: { tag: { key: "pruning", exists: true } }, groupByTag: ["architecture", "augmentation"]) {
      count pearson { value lower upper } spearman { value lower upper } withinGroups { value lower upper } } }' \
    '{"x": "highFrequencyFraction.'$scope'"}'
done
