#!/bin/sh
# Install what some tests drive from outside (a browser, poppler, a software token) where that is allowed; elsewhere say
# so and let those tests skip.
missing=""
want() { # want PACKAGE COMMAND…: any one of the commands will do
  package=$1; shift
  for name in "$@"; do command -v "$name" >/dev/null 2>&1 && return; done
  missing="$missing $package"
}
want chromium chromium chromium-browser google-chrome
want poppler-utils pdfsig
want softhsm2 softhsm2-util
want nodejs node nodejs
want npm npm
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing$missing for the tests…"
  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null && exit 0
fi
echo "NOTE: not here:$missing. The tests that need them will be SKIPPED."
exit 0
