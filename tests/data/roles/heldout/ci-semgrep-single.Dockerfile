FROM python:3.11-alpine
RUN pip install --no-cache-dir semgrep==1.55.2 bandit==1.7.6
WORKDIR /scan
COPY . .
RUN bandit -r services -ll
ENTRYPOINT ["semgrep", "scan", "--error", "--config", "rules/"]
