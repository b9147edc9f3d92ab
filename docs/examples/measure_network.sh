#!/usr/bin/env bash
# Registers a network and images, measures their spectra and prints the means with their bounds.
# Usage: measure_network.sh net.onnx images.npz
set -euo pipefail
SERVER=${PASSBAND_SERVER:-http://127.0.0.1:4000}
AUTH="Authorization: Bearer ${PASSBAND_TOKEN:-}" # not looked at where the server wants no token

# ask QUERY VARIABLES prints the answer; field PATH takes a value out of it
ask() {
  node -e 'console.log(JSON.stringify({ query: process.argv[1], variables: JSON.parse(process.argv[2]) }))' "$1" "$2" |
    curl -sS "$SERVER/graphql" -H "$AUTH" -H 'content-type: application/json' --data @-
}
field() { node -pe 'process.argv[1].split(".").reduce((at, key) => at[key], JSON.parse(fs.readFileSync(0)).data)' "$1"; }

upload() { # a place for the bytes, then the bytes; prints the upload's id
  local made
  made=$(ask 'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } userErrors { message } } }' \
    '{"input": {"fileName": "'"$(basename "$1")"'", "sizeBytes": '"$(wc -c < "$1")"'}}')
  curl -sSf -H "$AUTH" -T "$1" "$SERVER$(field createUpload.upload.url <<< "$made")"
  field createUpload.upload.id <<< "$made"
}

MODEL=$(ask 'mutation ($input: RegisterModelInput!) { registerModel(input: $input) { model { id } userErrors { message } } }' \
  '{"input": {"name": "'"$(basename "$1") by curl"'", "upload": "'"$(upload "$1")"'"}}' | field registerModel.model.id)
DATASET=$(ask 'mutation ($input: RegisterDatasetInput!) { registerDataset(input: $input) { dataset { id } userErrors { message } } }' \
  '{"input": {"name": "'"$(basename "$2") by curl"'", "upload": "'"$(upload "$2")"'"}}' | field registerDataset.dataset.id)
ID=$(ask 'mutation ($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } userErrors { message } } }' \
  '{"input": {"model": "'"$MODEL"'", "dataset": "'"$DATASET"'", "pairsPerGroup": 5}}' | field measurePathSpectrum.measurement.id)
"$(dirname "$0")/follow_measurement.sh" "$ID"
ask 'query ($id: ID!) { measurement(id: $id) { ... on PathSpectrumMeasurement {
    within: highFrequencyFraction(scope: WITHIN_CLASS) { mean lower upper }
    between: highFrequencyFraction(scope: BETWEEN_CLASS) { mean lower upper } } } }' '{"id": "'"$ID"'"}'
