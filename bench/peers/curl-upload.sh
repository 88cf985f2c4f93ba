#!/bin/sh
# Create, PUT and finalize for one JPEG, as a shell script does it: curl-upload.sh <origin> <path>
set -e
name=$(basename "$2")
size=$(wc -c <"$2")
body='{"taskTypeId":"1","inputs":[{"slotName":"original","fileName":"'$name'","contentType":"image/jpeg","sizeBytes":'$size'}]}'
job=$(curl -sS --fail "$1/api/v1/jobs?taskTypeId=1" -H 'Authorization: Bearer api_sandbox' -H 'Content-Type: application/json' -d "$body")
id=$(printf %s "$job" | sed 's/.*"jobId":"\{0,1\}\([0-9]*\).*/\1/')
url=$(printf %s "$job" | sed 's/.*"uploadUrl":"\([^"]*\)".*/\1/')
curl -sS --fail -T "$2" -H 'Content-Type: image/jpeg' -H 'Expect:' "$url"
curl -sS --fail -o /dev/null -X POST "$1/api/v1/jobs/$id/finalize" -H 'Authorization: Bearer api_sandbox'
