#!/bin/sh
# Builds the S3 servers that the tests start, where they are missing or another
# version is wanted. They go to $VESTNIK_SERVERS, else to the user's cache folder.
# Each takes minutes to build, once. Prints nothing when there is nothing to do.
set -eu

dir=${VESTNIK_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/vestnik/servers}
mkdir -p "$dir"

# build NAME PACKAGE VERSION: the version is read from the program itself, so
# that a stamp beside it cannot lie.
build() {
	have=$(go version -m "$dir/$1" 2>/dev/null | awk '$1 == "mod" { print $3 }')
	if [ "$have" = "$3" ]; then
		return
	fi
	echo "building $1 $3 into $dir (some minutes, once)" >&2
	GOFLAGS= GOWORK=off GOBIN="$dir" go install -trimpath -ldflags="-s -w" "$2@$3"
}

build minio github.com/minio/minio v0.0.0-20260212201848-7aac2a2c5b7c
build versitygw github.com/versity/versitygw/cmd/versitygw v1.8.0
