"""What builds: the user's choice in, an engine that answers out, or a message that says what to do.

Docker builds with BuildKit where its ``buildx`` is installed and with its classic builder where it is not; Podman with
Buildah. All are asked by their command line, whose arguments are the same as far as they are used here.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs_multistage.cli.measure.measure_process import Ended, run
from mkdocs_multistage.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO: Final = "auto"
KNOWN: Final = ("docker", "podman")
"""In the order in which they are looked for."""

_SHORT: Final = 60.0
"""Seconds for a question that is answered at once."""

_TRIES: Final = 5
_PAUSE: Final = 1.0
"""Seconds between them."""

# Nothing but the build's own words, a line at a time, whatever builds.
_ENVIRONMENT: Final = {"BUILDKIT_PROGRESS": "plain", "DOCKER_CLI_HINTS": "false"}

_VERSION: Final = re.compile(r"(?P<kind>docker|podman)\S* version (?P<version>\d[\w.+~-]{0,40})", re.IGNORECASE)
_PLAIN_VERSION: Final = re.compile(r"\d[\w.+~-]{0,40}")

# How docker, podman and their libraries say that nobody answers: moby's client/errors.go, podman's `system connection`.
_NOBODY: Final = re.compile(
    r"cannot connect to|daemon running|error during connect|failed to connect|unable to connect"
    r"|permission denied while trying to connect|connection refused|no such host",
    re.IGNORECASE,
)

# How they say that there is no such image, and that a container has it: moby's daemon/images, containers/storage.
_GONE: Final = re.compile(r"no such image|image not known", re.IGNORECASE)
_IN_USE: Final = re.compile(r"conflict|in use|being used", re.IGNORECASE)

_NO_BUILDX: Final = "BuildKit is enabled but the buildx component is missing"

_INSTALL: Final = (
    "Install Docker (https://docs.docker.com/get-started/get-docker/) or Podman "
    "(https://podman.io/docs/installation), or give the path of one with --engine PATH."
)
_START: Final = {
    "docker": "Start it (Docker Desktop, or `systemctl start docker`), or choose another with --engine.",
    "podman": "Start its machine with `podman machine start`, or choose another with --engine.",
}
_ALLOW: Final = (
    "It is there, but you lack permission to use it: see "
    "https://docs.docker.com/engine/install/linux-postinstall/, or choose another with --engine."
)


class EngineError(Exception):
    """There is nothing to build with; the message says what was looked for and what can be done."""


class SilentError(EngineError):
    """There is something to build with, but nobody answers it, or it is not set up to ask anybody."""


@record(frozen=True, slots=True)
class Engine:
    """A program that builds images.

    Attributes:
        program: Its path.
        kind: ``docker`` or ``podman``.
        version: Of what builds, the daemon's where there is one; empty where it does not say.
        building: What it is told to build with; the arguments of `build` follow.
    """

    program: str
    kind: str
    version: str = ""
    building: tuple[str, ...] = ("build",)

    @property
    def name(self) -> str:
        """What measured, for the record: ``docker 28.2.2``."""
        return f"{self.kind} {self.version}".rstrip()

    @property
    def is_classic(self) -> bool:
        """Whether it is Docker without buildx, which builds as before BuildKit unless it is old and told otherwise."""
        return self.kind == "docker" and self.building[0] == "build"

    def build(
        self,
        dockerfile: Path,
        context: Path,
        *,
        tag: str,
        target: str,
        build_args: Mapping[str, str],
        build_contexts: Mapping[str, str],
        timeout: float,
    ) -> Ended:
        """Build a stage.

        Args:
            dockerfile: The Dockerfile.
            context: The build context.
            tag: What the image is to be called.
            target: The stage; empty for the last.
            build_args: For ``--build-arg``.
            build_contexts: For ``--build-context``.
            timeout: Seconds.

        Raises:
            EngineError: It builds nothing, whatever is asked for.
            OSError: It cannot be run.
        """
        command = [self.program, *self.building, "--file", str(dockerfile), "--tag", tag]
        command += ["--target", target] if target else []
        for option, values in (("--build-arg", build_args), ("--build-context", build_contexts)):
            for name, value in values.items():
                command += [option, f"{name}={value}"]
        ended = run([*command, str(context)], timeout=timeout, environment=_ENVIRONMENT)
        if ended.code and any(_NO_BUILDX in line for line in ended.lines):
            raise EngineError(
                f"{self.program} cannot build: DOCKER_BUILDKIT asks for BuildKit, but Docker's buildx, which provides "
                "it, is missing or broken. Install buildx (https://docs.docker.com/go/buildx/), or unset DOCKER_BUILDKIT."
            )
        return ended

    def size(self, tag: str) -> int | None:
        """The size of an image's layers in bytes, unpacked; ``None`` where the engine does not say.

        What Docker gives as an image's size is what its store keeps of it: the unpacked layers, or the packed ones, or both,
        by the store (graph drivers or containerd's) and the version. The sizes of its history are unpacked everywhere.
        """
        sizes = self._sizes("history", "--human=false", tag) if self.kind == "docker" else []
        sizes = sizes or self._sizes("inspect", tag)
        return sum(sizes) if sizes else None

    def _sizes(self, *question: str) -> list[int]:
        """The sizes that `image` answers with, of one image or of its parts; none where it answers with anything else."""
        ended = _ask(self.program, "image", *question, "--format", "{{.Size}}")
        words = [line.strip() for line in ended.lines if line.strip()]
        return [int(word) for word in words] if ended.code == 0 and all(map(str.isdecimal, words)) else []

    def remove(self, tag: str) -> str:
        """Take a tag away, and with it what no other image needs; one that is not there is no matter.

        Returns:
            Why it is still there; empty where it is gone.
        """
        # Podman never removes the container of a build that was ended, unless it is told to. Docker does, but may not
        # have come to it yet; told to remove the image at once, it would keep it without its name.
        arguments = ["image", "rm", *(["--force"] if self.kind == "podman" else []), tag]
        reason = ""
        for number in range(_TRIES):
            time.sleep(_PAUSE if number else 0)
            try:
                ended = _ask(self.program, *arguments)
            except EngineError as error:
                return str(error)
            words = [line.strip() for line in (*ended.lines, *ended.errors) if line.strip()]
            if ended.code == 0 or any(map(_GONE.search, words)):
                return ""
            reason = words[-1] if words else "it does not say why"
            if not any(map(_IN_USE.search, words)):
                break
        return reason


def find_engine(choice: str) -> Engine:
    """The engine that the user has chosen, or the first that is there and answers.

    Args:
        choice: ``auto``, ``docker``, ``podman`` or a path.

    Raises:
        EngineError: There is none, or it does not answer.
    """
    names = KNOWN if choice == AUTO else (choice,)
    looked: list[str] = []
    is_there = False
    for name in names:
        program = shutil.which(name)
        if program is None:
            looked.append(f"{name} is not {'there' if _is_path(name) else 'on the PATH'}.")
            continue
        try:
            return _examine(program)
        except EngineError as error:
            looked.append(str(error))
            is_there = is_there or isinstance(error, SilentError)
    if is_there:
        raise SilentError(" ".join(looked))
    what = "No build engine was found" if choice == AUTO else "There is no such engine"
    raise EngineError(f"{what}: {' '.join(looked)} {_INSTALL}")


def _is_path(name: str) -> bool:
    return os.sep in name or "/" in name


def _examine(program: str) -> Engine:
    """What a program is.

    Raises:
        EngineError: It cannot be run.
        SilentError: Nobody answers it.
    """
    said = _ask(program, "--version")
    found = next((match for line in said.lines if (match := _VERSION.search(line))), None)
    # `docker` may be Podman by another name: what it says of itself counts.
    kind = found["kind"].lower() if found else "podman" if "podman" in Path(program).name.lower() else "docker"
    field = "{{.Server.Version}}" if kind == "docker" else "{{.Client.Version}}"
    answer = _ask(program, "version", "--format", field)
    words = [line.strip() for line in (*answer.errors, *answer.lines) if line.strip()]
    if answer.code is None or (answer.code and any(map(_NOBODY.search, words))):
        reason = next((word for word in words if _NOBODY.search(word)), f"no answer within {_SHORT:.0f} seconds")
        advice = _ALLOW if "permission denied" in reason.lower() else _START[kind]
        raise SilentError(f"{program} does not answer: {_sentence(reason)} {advice}")
    # One that is not asked as Docker and Podman are does not know the template, which is no matter.
    if answer.code and (said.code or not any("template" in word for word in words)):
        reason = f"{program} cannot be used: {_sentence(words[-1] if words else 'it says nothing')}"
        raise SilentError(f"{reason} Choose another with --engine.") if found else EngineError(reason)
    version = words[-1] if answer.code == 0 and words and _PLAIN_VERSION.fullmatch(words[-1]) else ""
    return Engine(program, kind, version or (found["version"] if found else ""), _building(program, found))


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _building(program: str, found: re.Match[str] | None) -> tuple[str, ...]:
    """What a program is told to build with, by what it says of itself."""
    if found is None or found["kind"].lower() == "docker":
        if _ask(program, "buildx", "version").code == 0:
            # A builder of buildx may keep its images to itself unless it is told to hand them over.
            return "buildx", "build", "--load"
        if found is not None:
            # The classic builder leaves the container of a step that failed, which holds on to the image below.
            return "build", "--force-rm"
    return ("build",)


def _ask(program: str, *arguments: str) -> Ended:
    """A short question.

    Raises:
        EngineError: The program cannot be run.
    """
    try:
        return run([program, *arguments], timeout=_SHORT, apart=True, environment=_ENVIRONMENT)
    except OSError as error:
        raise EngineError(f"{program} cannot be run: {error.strerror}.") from None
