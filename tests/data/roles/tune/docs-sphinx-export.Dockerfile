FROM python:3.12-slim AS sphinx
RUN apt-get update && apt-get install -y --no-install-recommends make graphviz latexmk texlive-latex-extra
COPY docs/requirements.txt /tmp/
RUN pip install -r /tmp/requirements.txt
WORKDIR /docs
COPY docs .
COPY src /src
RUN make html SPHINXOPTS="-W --keep-going" && make latexpdf

FROM scratch AS html
COPY --from=sphinx /docs/_build/html /
COPY --from=sphinx /docs/_build/latex/*.pdf /
