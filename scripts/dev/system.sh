#!/bin/sh
# Installs what comes from the system's package manager, and only what is missing. Asks nothing.
set -eu

DEBIAN="postgresql chromium poppler-utils qpdf softhsm2 opensc libjaxb-java default-jre-headless openssl ca-certificates age pgbouncer clamav-daemon"
BREW="postgresql@17 poppler qpdf softhsm opensc openjdk openssl@3 age pgbouncer clamav python@3.13"

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else fail "Il faut les droits d'administration. Lancez vous-même : sudo apt-get update && sudo apt-get install -y$missing"
  fi
}

# A Python that ./dev accepts, where the distribution has one (Debian 13, Ubuntu 24.04 and after).
add_python() {
  sh ./dev python >/dev/null && return
  for version in 3.13 3.12; do
    if apt-cache show "python$version-venv" >/dev/null 2>&1; then missing="$missing python$version-venv"; return; fi
  done
}

on_debian() {
  missing=
  for package in $DEBIAN; do installed "$package" || missing="$missing $package"; done
  # Ubuntu's `chromium` only points to a snap: any Chromium or Chrome already there will do.
  if command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null; then
    missing=$(say "$missing" | sed 's/ chromium\( \|$\)/\1/')
  fi
  if [ -z "$missing" ] && sh ./dev python >/dev/null; then say "Rien à installer : tout est là."; return; fi
  say "À installer :$missing"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q -q
  add_python
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086  # one word a package
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q -q --no-install-recommends $missing >/dev/null
  say "Installé."
}

on_macos() {
  command -v brew >/dev/null || fail "Homebrew manque : il s'installe d'après les instructions de https://brew.sh"
  missing=
  for package in $BREW; do brew list --versions "$package" >/dev/null 2>&1 || missing="$missing $package"; done
  # shellcheck disable=SC2086
  [ -z "$missing" ] || HOMEBREW_NO_AUTO_UPDATE=1 brew install -q $missing
  [ -d "/Applications/Chromium.app" ] || [ -d "/Applications/Google Chrome.app" ] || brew install -q --cask chromium
  say "Installé. Homebrew n'a pas JAXB : les preuves PDF/A de veraPDF seront sautées (« libjaxb-java » de Debian)."
}

if command -v apt-get >/dev/null; then on_debian
elif [ "$(uname)" = Darwin ]; then on_macos
else
  fail "Ni apt-get ni Homebrew ici. Installez avec votre gestionnaire de paquets l'équivalent de : $DEBIAN"
fi
