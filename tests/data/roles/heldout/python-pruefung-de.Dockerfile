# Abhängigkeiten einmal installieren
FROM python:3.10-slim AS abhaengigkeiten
ENV VIRTUAL_ENV=/opt/venv
RUN python -m venv $VIRTUAL_ENV
ENV PATH="$VIRTUAL_ENV/bin:$PATH"
COPY anforderungen.txt .
RUN pip install --upgrade pip && pip install -r anforderungen.txt

# Prüfungen
FROM abhaengigkeiten AS pruefung
COPY anforderungen-test.txt .
RUN pip install -r anforderungen-test.txt
COPY . /anwendung
WORKDIR /anwendung
RUN flake8 mahnwesen && python -m unittest discover -v

# Laufzeit
FROM python:3.10-slim
COPY --from=abhaengigkeiten /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /anwendung
COPY mahnwesen mahnwesen
CMD ["python", "-m", "mahnwesen"]
