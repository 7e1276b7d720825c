#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# odd_file.sh lay|away KIND PATH: something else in the place of a file, and the file back in its place.
set -eu
path=$3
case "$1 $2" in
  "lay bind mount") mount --bind "$path" "$path" ;;
  "away bind mount") umount "$path" ;;
  "lay "*)
    mv "$path" "$path.kept"
    case $2 in
      directory) mkdir "$path" ;;
      FIFO) mkfifo "$path" ;;
      loop) ln -s "$(basename "$path")" "$path" ;;
    esac
    ;;
  "away "*)
    if [ -d "$path" ]; then rmdir "$path"; else rm "$path"; fi
    mv "$path.kept" "$path"
    ;;
esac
