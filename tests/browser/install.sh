#!/bin/sh
# Makes sure that the browser tests can run: a Chromium, and the libatomic that Playwright's bundled Node.js is
# linked with and a bare Debian lacks. Debian's Chromium without windows takes two thirds of the time, so it is got
# even where there is another; that one will do where packages cannot be installed. Where there is npm, it also gets
# axe-core, highlight.js and Mermaid, without which the tests that need them are skipped.
set -eu

cd "$(dirname "$0")"

# From the package $1 the file $2 as .fetched/$3.
fetch() {
  [ -f ".fetched/$3" ] && return 0
  mkdir -p .fetched
  (cd .fetched && packed=$(npm pack --silent "$1") && tar -xzOf "$packed" "package/$2" >"$3" && rm -f "$packed") && return 0
  rm -f ".fetched/$3"
  echo "$1 could not be had from npm: the tests that need it are skipped." >&2
}

if command -v npm >/dev/null 2>&1; then
  fetch axe-core@4.14.1 axe.min.js axe.js
  # The version that MkDocs's own themes load.
  fetch @highlightjs/cdn-assets@11.8.0 highlight.min.js highlight.js
  fetch mermaid@11.12.0 dist/mermaid.min.js mermaid.js
  fetch @highlightjs/cdn-assets@11.8.0 languages/dockerfile.min.js highlight-dockerfile.js
else
  echo "There is no npm: the tests that need axe-core, highlight.js or Mermaid are skipped." >&2
fi

has() {
  command -v "$1" >/dev/null 2>&1
}

windowless="chromium-headless-shell"

has_browser() {
  [ -n "${CHROMIUM:-}" ] || has "$windowless" || has chromium || has chromium-browser || has google-chrome ||
    has google-chrome-stable
}

has_libatomic() {
  PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1'
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_install() {
  has apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

install() {
  echo "Installing for the browser tests: $*"
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

{ [ -n "${CHROMIUM:-}" ] || has "$windowless"; } && has_libatomic && exit 0

if can_install; then
  # A machine without a network may have what is needed all the same.
  as_root apt-get update -qq || true
  has_libatomic || install libatomic1
  [ -n "${CHROMIUM:-}" ] || has "$windowless" || install "$windowless" fonts-dejavu-core || has_browser ||
    install chromium fonts-dejavu-core
elif ! has_browser; then
  echo "The browser tests need Chromium. Install it (as root on Debian: apt-get install $windowless libatomic1)," >&2
  echo "or set CHROMIUM to a browser's path; then run this again." >&2
  exit 1
elif has apt-get && ! has_libatomic; then
  echo "The browser tests need one more package. Install it as root, then run this again:" >&2
  echo "  apt-get install libatomic1" >&2
  exit 1
fi
