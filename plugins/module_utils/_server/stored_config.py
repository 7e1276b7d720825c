# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two rows in OpenMetadata's database that decide from 1.10 on, by the ops command on the host.

Facts: ``openmetadata-ops.sh get-/update-/remove-security-config``; it needs the server's own environment, and the
server reads the rows at its start only.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export, release
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift
from ansible_collections.openmetadata.sso.plugins.module_utils._server.api_errors import shape_of
from ansible_collections.openmetadata.sso.plugins.module_utils._system.commands import TimedOut

#: Run in the server's home, in its container or on its host. Rows pass through pipes and a folder that only we can
#: read. Java before 18 writes the file in the locale's charset and would silently turn what that lacks into question
#: marks. In a container a program goes on when ``docker exec`` is killed, so each writer leaves its process id, and the
#: next one waits for it ($2 seconds).
SCRIPT = """
umask 077
base=${TMPDIR:-/tmp}/openmetadata-sso-$(pwd | cksum | cut -d " " -f 1)
left=$2
[ "$1" = get ] || for other in "$base".*/pid; do
  [ -O "$other" ] && read -r pid <"$other" || continue
  while grep -qs openmetadata-sso "/proc/$pid/cmdline"; do
    [ "$left" -gt 0 ] || { echo "process $pid of a run that was killed still writes the stored rows" >&2; exit 8; }
    left=$((left - 1)); sleep 1
  done
  rm -rf "${other%/pid}"
done
folder=$(mktemp -d "$base.XXXXXX") || exit 9
trap 'rm -rf "$folder"' EXIT
[ "$1" = get ] || echo $$ >"$folder/pid"
ops=./bootstrap/openmetadata-ops.sh
export LC_ALL=C.UTF-8 JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:-} -Dfile.encoding=UTF-8"
case $1 in
  get) "$ops" get-security-config -o "$folder/rows" </dev/null >&2 || exit; cat "$folder/rows" ;;
  update) cat >"$folder/rows" && "$ops" update-security-config -f "$folder/rows" --force >&2 </dev/null ;;
  remove) "$ops" remove-security-config --force >&2 </dev/null ;;
esac
"""
#: Seconds that a writer waits for one before it.
PATIENCE = 300


def reads(variable, version):
    """Whether a release has the fields of a variable: one that it does not have would make it refuse the rows.

    ``version`` may be ``None`` or not a release, which means any release.
    """
    return release.numbers(version) is None or release.is_within(version, variable["since"], variable["until"])


def decide(version, since):
    """Whether this release reads the rows and not the files, which ``since`` does first; not when it is unknown."""
    return release.numbers(version) is not None and release.reaches(version, since)


def checked(tree, what):
    """Rows that have both sections as objects; ``HostError`` for anything else, which is never compared or changed."""
    sections = [section.rstrip(".") for section in drift.SECTIONS]
    wrong = [name for name in sections if not isinstance(tree, dict) or not isinstance(tree.get(name), dict)]
    if wrong:
        message = f"{what} could not be understood: there is no {wrong[0]} in {shape_of(tree)}."
        raise HostError(message, "om_sso_stored_configuration", "Check the rows with openmetadata-ops.sh.")
    return tree


class StoredRows:
    """The rows through the ops command: ``deployment.ops(arguments, text)`` runs it in the server's environment."""

    #: The rows are read at a start only.
    needs_restart = True

    def __init__(self, deployment):
        self.deployment = deployment

    def peek(self):
        """The rows as a tree, to compare and not to write back."""
        return self.read()[1]

    def masked(self):
        """The rows with their secrets masked, without starting Java; ``None`` where that is not possible."""

    def change(self, stored, changes):
        """Set our fields in the rows; everything else stays as an administrator left it."""
        self.write(config_export.write(drift.merged(stored, changes)))

    def read(self):
        """(the export as it is, the same as a tree)."""
        text = self._ops("get", "read")
        try:
            return text, checked(config_export.read(text), "The export of the stored rows")
        except ValueError as error:
            raise HostError(
                f"The export of the stored rows could not be understood: {error}.",
                "om_sso_stored_configuration",
            ) from error

    def write(self, text):
        """Replace both rows; takes effect at the next start."""
        self._ops("update", "written", text)

    def remove(self):
        """Delete both rows; the next start makes them from files and environment."""
        self._ops("remove", "removed")

    def _ops(self, verb, done, text=""):
        try:
            result = self.deployment.ops(["sh", "-c", SCRIPT, "openmetadata-sso", verb, str(PATIENCE)], text)
        except TimedOut as late:
            raise HostError(
                f"The stored rows could not be {done}: openmetadata-ops.sh {late.spent}",
                "om_sso_stored_configuration",
                "Run this again when the host is less busy; the next run waits for a command that still writes.",
            ) from None
        if result.status != 0:
            raise HostError(
                f"The stored rows could not be {done}: openmetadata-ops.sh ended with exit status {result.status}: "
                f"{result.last_line}",
                "om_sso_stored_configuration",
                "Run it by hand in the server's environment to see more.",
            )
        return result.out
