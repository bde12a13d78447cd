"""A stand-in for docker and podman, which answers as they do: put it on the PATH under their names.

It keeps its images in ``images.json`` beside itself and notes each call in ``calls.jsonl``. What it is to do is in
``engine.json``: ``sizes`` by stage (name or index), ``fail`` for stages whose build fails, ``sleep`` for those whose build takes long, ``down``
where no daemon answers, ``buildx`` where Docker has it, ``unset`` for what it says where
it is not set up, ``wants_buildkit`` where that is asked of a Docker without buildx, ``held`` for how often an image is refused to be removed, as
a container has it, ``packed`` for how many times smaller Docker's store keeps what it gives as an image's size. What it says was recorded from Docker 28.2 (with buildx 0.24, and
with its classic builder) and Podman 5.4.
"""

import json
import os
import re
import sys
import time
from pathlib import Path

HERE = Path(sys.argv[0]).absolute().parent
KIND = Path(sys.argv[0]).name
SETTINGS = json.loads((HERE / "engine.json").read_text(encoding="utf-8"))

DOCKER_DOWN = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"
PODMAN_DOWN = """\
Cannot connect to Podman. Please verify your connection to the Linux system using `podman system connection list`, or try `podman machine init` and `podman machine start` to manage a new Linux VM
Error: unable to connect to Podman socket: failed to connect: dial tcp 127.0.0.1:51234: connect: connection refused"""
FROM = re.compile(r"^FROM\s+(\S+)(?:\s+AS\s+(\S+))?\s*$", re.IGNORECASE | re.MULTILINE)
COPY = re.compile(r"^COPY\s+(?!--from)(\S+)\s+\S+\s*$", re.IGNORECASE | re.MULTILINE)


def end(code, out="", err=""):
    sys.stdout.write(out and f"{out}\n")
    sys.stderr.write(err and f"{err}\n")
    sys.stdout.flush()
    sys.stderr.flush()
    raise SystemExit(code)


def images():
    path = HERE / "images.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def keep(store):
    (HERE / "images.json").write_text(json.dumps(store), encoding="utf-8")


def options(arguments):
    values, rest = {}, []
    arguments = iter(arguments)
    for argument in arguments:
        if argument in ("--load", "--force-rm"):
            values[argument[2:]] = True
        elif argument.startswith("--"):
            values.setdefault(argument[2:], []).append(next(arguments))
        else:
            rest.append(argument)
    return values, rest


def build(arguments, style):  # noqa: C901, PLR0912 - one path for each answer
    values, (context,) = options(arguments)
    if style == "classic" and SETTINGS.get("wants_buildkit"):
        end(
            1,
            err="ERROR: BuildKit is enabled but the buildx component is missing or broken.\n       Install the buildx component",
        )
    if style == "classic" and "load" in values:
        end(
            125,
            err="unknown flag: --load\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information",
        )
    text = Path(values["file"][0]).read_text(encoding="utf-8")
    stages = FROM.findall(text)
    names = [name.lower() for _, name in stages]
    wanted = values.get("target", [""])[0]
    say = sys.stdout if style == "podman" else sys.stderr
    if style == "buildx":
        say.write(
            '#0 building with "default" instance using docker driver\n\n#1 [internal] load build definition from Dockerfile\n'
        )
        say.write("#1 transferring dockerfile: 178B done\n#1 DONE 0.0s\n\n")
    elif style == "classic":
        say.write("DEPRECATED: The legacy builder is deprecated and will be removed in a future release.\n")
    if wanted and wanted not in names:
        end(1, err={
            "buildx": f'ERROR: failed to build: failed to solve: target stage "{wanted}" could not be found',
            "classic": f"target stage {wanted} could not be found",
            "podman": f'Error: the target "{wanted}" was not found in the provided Dockerfile',
        }[style])  # fmt: skip
    index = len(names) - 1 - names[::-1].index(wanted) if wanted else len(stages) - 1
    key = names[index] if names[index] in SETTINGS["sizes"] or names[index] in SETTINGS["fail"] else str(index)
    say.write(f"STEP 1/2: FROM {stages[index][0]}\n" if style != "buildx" else f"#5 [1/2] FROM {stages[index][0]}\n")
    say.flush()
    for source in COPY.findall(text):
        if not (Path(context) / source).exists():
            end(1, err={
                "buildx": f'ERROR: failed to build: failed to solve: failed to compute cache key: failed to calculate checksum of ref 7c::x: "/{source}": not found',
                "classic": f"COPY failed: file not found in build context or excluded by .dockerignore: stat {source}: file does not exist",
                "podman": f'Error: building at STEP "COPY {source} .": checking on sources under "{context}": copier: stat: "/{source}": no such file or directory',
            }[style])  # fmt: skip
    if key in SETTINGS["sleep"]:
        (HERE / "asleep").touch()
        time.sleep(60)
    if key in SETTINGS["fail"]:
        say.write(
            "".join(f"{'#6 0.1 ' if style == 'buildx' else ''}line {number}\n" for number in range(30))
            + SETTINGS["fail"][key]
        )
        if style == "buildx":
            excerpt = "".join(
                f"{number:>4} | {'>>>' if number == 2 else '   '} RUN step {number}\n" for number in range(1, 9)
            )
            say.write(
                f"#6 ERROR: process did not complete\n------\n > [builder 2/2] RUN go build:\n{SETTINGS['fail'][key]}------\n"
            )
            say.write(f"Dockerfile:2\n--------------------\n{excerpt}--------------------\n")
        say.flush()
        if style == "classic" and "force-rm" not in values:
            (HERE / "stopped").touch()  # the container of the step that failed
        end(1, err={
            "buildx": 'ERROR: failed to build: failed to solve: process "/bin/sh -c go build" did not complete successfully: exit code: 1',
            "classic": "The command '/bin/sh -c go build' returned a non-zero code: 1",
            "podman": 'Error: building at STEP "RUN go build": while running runtime: exit status 1',
        }[style])  # fmt: skip
    keep({**images(), values["tag"][0]: SETTINGS["sizes"][key]})
    if style == "buildx":
        say.write("#7 exporting to image\n#7 writing image sha256:0123 done\n#7 DONE 0.1s\n")
        end(0)
    elif style == "classic":
        end(0, f"Successfully built 0123456789ab\nSuccessfully tagged {values['tag'][0]}")
    else:
        end(
            0,
            f"COMMIT {values['tag'][0]}\n--> 0123456789ab\nSuccessfully tagged localhost/{values['tag'][0]}\n0123456789ab",
        )


def history(size, podman):
    parts = [0, size - size // 3, size // 3]
    return "\n".join(f"{part / 1e6:.3g} MB" if podman else str(part) for part in parts)  # whatever Podman is asked for


def remove(tag, podman, forced):
    store = images()
    if store.pop(tag, None) is None:
        end(1, err=f"Error: {tag}: image not known" if podman else f"Error response from daemon: No such image: {tag}")
    refused = HERE / "refused"
    times = len(refused.read_text(encoding="utf-8")) if refused.exists() else 0
    if podman and SETTINGS.get("held") and not forced:
        end(
            2,
            err="Error: image used by dce7661e16a2: image is in use by a container: consider listing external containers and force-removing image",
        )
    if not podman and (times < SETTINGS.get("held", 0) or (HERE / "stopped").exists()):
        refused.write_text("." * (times + 1), encoding="utf-8")
        end(
            1,
            err=f'Error response from daemon: conflict: unable to remove repository reference "{tag}" (must force) - container 4863695147f4 is using its referenced image 6f4f49e96cfe',
        )
    keep(store)
    end(0, f"Untagged: {tag}\nDeleted: sha256:0123")


def main():  # noqa: C901, PLR0912 - as above
    arguments = sys.argv[1:]
    with (HERE / "calls.jsonl").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps(arguments) + "\n")
    podman = KIND == "podman" or SETTINGS.get("emulated")
    if arguments == ["--version"]:
        if SETTINGS.get("emulated"):
            sys.stderr.write("Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n")
        end(0, "podman version 5.4.0" if podman else "Docker version 28.2.2, build e6534b4")
    if arguments[:2] == ["buildx", "version"]:
        if SETTINGS["buildx"] and not podman:
            end(0, "github.com/docker/buildx v0.24.0 d0e5e86c8b88ae4865040bc96917c338f4dd673c")
        end(1, err="docker: unknown command: docker buildx\n\nRun 'docker --help' for more information")
    if SETTINGS.get("unset"):
        end(1, err=SETTINGS["unset"])
    if SETTINGS["down"]:
        end(125 if podman else 1, "" if podman else " ", PODMAN_DOWN if podman else DOCKER_DOWN)
    if arguments[0] == "version":
        if podman != ("Client" in arguments[2]):
            end(
                125,
                err='Error: template: version:1:9: executing "version" at <.Server.Version>: nil pointer evaluating *define.Version.Version',
            )
        end(0, "5.4.0" if podman else "28.2.2")
    if arguments[:2] == ["buildx", "build"]:
        build(arguments[2:], "buildx")
    if arguments[0] == "build":
        build(arguments[1:], "podman" if podman else "classic")
    if arguments[-2:] == ["--format", "{{.Size}}"]:
        tag = arguments[-3]
        if arguments[1] == "history" and tag in images():
            end(0, history(images()[tag], podman))
        if tag in images():
            end(0, str(images()[tag] // SETTINGS.get("packed", 1)))
        end(
            125 if podman else 1,
            err=f"Error: {tag}: image not known" if podman else f"Error response from daemon: No such image: {tag}",
        )
    if arguments[:2] == ["image", "rm"]:
        remove(arguments[-1], podman, "--force" in arguments)
    end(1, err=f"{KIND}: '{arguments[0]}' is not a {KIND} command.\nSee '{KIND} --help'")


os.umask(0o022)
main()
