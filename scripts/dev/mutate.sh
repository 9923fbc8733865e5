#!/bin/sh
# Mutation testing of law and procedure: each fault seeded in them must make a test fail.
# In a copy, since mutmut writes beside the sources: sh scripts/dev/mutate.sh [names, as "dument.law.money*"]
set -eu
root=$PWD
copy=var/mutation
rm -rf $copy
mkdir -p $copy
git ls-files src tests scripts pyproject.toml | tar -cf - -T - | tar -xf - -C $copy
# The tests find the shared tables beside the project: here, beside mutmut's own copy.
if [ -d ../shared ]; then ln -s "$(cd .. && pwd)/shared" $copy/shared; fi
cd $copy
"$root/.venv/bin/mutmut" run "$@"
"$root/.venv/bin/mutmut" results | grep -v "not checked" | tee survivors.txt
if grep -q survived survivors.txt; then exit 1; fi
