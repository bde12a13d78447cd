ARG VARIANT=18-bullseye
FROM mcr.microsoft.com/vscode/devcontainers/typescript-node:0-${VARIANT}

# clients for the services of docker-compose.yml
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get -y install --no-install-recommends postgresql-client redis-tools

USER node
RUN npm install -g @nestjs/cli prisma
RUN echo 'alias t="npm test -- --watch"' >> ~/.bashrc
