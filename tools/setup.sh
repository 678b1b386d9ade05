#!/usr/bin/env bash
# Installs what is missing and says so; a second call finds all in place and is quick.
# Needs: Debian or Ubuntu with Python 3.11 or newer. Root (or sudo) only for system packages.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }

packages=()
command -v tesseract >/dev/null || packages+=(tesseract-ocr)
languages=$(tesseract --list-langs 2>/dev/null || true)
grep -qx vie <<<"$languages" || packages+=(tesseract-ocr-vie)
grep -qx osd <<<"$languages" || packages+=(tesseract-ocr-osd)
command -v pdftoppm >/dev/null || packages+=(poppler-utils)
# The generator of sample scans (and its tests) needs fonts that hold the Vietnamese alphabet,
# and a few hands; `python -m tools.letters` names the same packages.
if command -v dpkg-query >/dev/null; then
  for font in liberation2 croscore texgyre breip bwht sjfonts dkg-handwriting; do
    dpkg-query -W -f='${Status}' "fonts-$font" 2>/dev/null | grep -q 'ok installed' ||
      packages+=("fonts-$font")
  done
fi

find_python() {
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      printf '%s' "$candidate"
      return
    fi
  done
}

python=$(find_python)
if [ -z "$python" ]; then
  packages+=(python3 python3-venv)
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  packages+=(python3-venv)
fi

if [ ${#packages[@]} -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo)
    else
      say "thiếu gói hệ thống; nhờ quản trị chạy · system packages are missing; ask for:"
      say "  apt-get update && apt-get install -y ${packages[*]}"
      exit 3
    fi
  fi
  if ! command -v apt-get >/dev/null; then
    say "không có apt-get; hãy cài · no apt-get here; please install: ${packages[*]}"
    exit 3
  fi
  say "cài gói hệ thống · installing system packages: ${packages[*]}"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${packages[@]}" >/dev/null
fi

python=$(find_python)
if [ -z "$python" ]; then
  say "cần Python 3.11 trở lên; máy này không có · Python 3.11 or newer is needed, and not here"
  exit 3
fi

# The environment is made again when the lock or the project file changed.
wanted=$(cat requirements*.lock pyproject.toml tools/setup.sh | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/.setup 2>/dev/null || true)" != "$wanted" ] || [ ! -x .venv/bin/vanban ]; then
  say "dựng môi trường .venv · building the environment .venv"
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  export PIP_DISABLE_PIP_VERSION_CHECK=1
  .venv/bin/python -m pip install -q --require-hashes -r requirements.lock
  # Faster, not needed: without a wheel for this machine Tesseract's own program does the reading.
  .venv/bin/python -m pip install -q --require-hashes --only-binary :all: -r requirements-fast.lock ||
    say "không có tesserocr cho máy này, đọc sẽ chậm hơn · no tesserocr for this machine: slower"
  .venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .
  printf '%s' "$wanted" >.venv/.setup
fi
