FROM python:3.7-slim AS compile-image
RUN apt-get update && apt-get install -y build-essential libldap2-dev libsasl2-dev
RUN python -m venv --copies /ledger
COPY constraints.txt requirements.txt /
RUN /ledger/bin/pip install -c constraints.txt -r requirements.txt
COPY dist-src /dist-src
RUN /ledger/bin/pip install --no-deps /dist-src && /ledger/bin/python -m compileall -q /ledger/lib

FROM python:3.7-slim AS build-image
RUN apt-get update && apt-get install -y --no-install-recommends libldap-2.4-2 && rm -rf /var/lib/apt/lists/*
COPY --from=compile-image /ledger /ledger
EXPOSE 6543
CMD ["/ledger/bin/pserve", "/ledger/etc/production.ini"]
