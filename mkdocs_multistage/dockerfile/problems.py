"""Everything for which BuildKit refuses a Dockerfile: the rules, and what each one means."""

from __future__ import annotations

from typing import Final

RULES: Final[dict[str, str]] = {
    "BadSubstitution": "A variable, quote or brace that cannot be expanded.",
    "CircularReference": "Stages that take files from each other in a cycle.",
    "DuplicateFlag": "The same flag twice where it may be given once.",
    "EmptyBaseName": "A FROM whose image is empty once its variables are expanded.",
    "ForwardReference": "Files taken from a stage that is defined further down.",
    "InstructionBeforeFrom": "An instruction other than ARG before the first FROM.",
    "InvalidArguments": "Arguments in a form that the instruction does not take.",
    "InvalidDirective": "A parser directive that is repeated or has no valid value.",
    "InvalidFlagValue": "A flag with an invalid value, or with none.",
    "InvalidImageReference": "A name that is neither a stage nor a valid image name.",
    "InvalidMount": "A RUN --mount whose options do not fit together.",
    "InvalidOnbuild": "A trigger that ONBUILD does not allow, or that fails in a stage built on it.",
    "InvalidPlatform": "A --platform value that is not a platform.",
    "InvalidStageName": "A stage name with characters that are not allowed.",
    "LineTooLong": "A line longer than BuildKit reads.",
    "MissingArguments": "An instruction without the arguments that it needs.",
    "NoInstructions": "A file with nothing in it to build.",
    "NoStages": "A file without FROM.",
    "RelativeMountTarget": "A mount at the working directory, where the file sets none: it is `/` in most images.",
    "SelfReference": "A stage that takes files from itself.",
    "StageIndexOutOfRange": "A number that is not a stage.",
    "TrailingComment": "A comment after an instruction, which BuildKit reads as arguments.",
    "UnknownFlag": "A flag that the instruction does not have.",
    "UnknownInstruction": "A word that is not an instruction.",
    "UnterminatedHeredoc": "A heredoc whose end is missing.",
    "VariableInFrom": "A variable in --from, where none is expanded.",
}
"""Rule name to one line on what it reports."""
