FROM node:16-bullseye as builder
WORKDIR /var/darkroom
# sharp is compiled against the system's libvips
RUN apt-get update && apt-get install -y libheif-dev libvips-dev python3
COPY .npmrc package.json package-lock.json ./
RUN npm ci --build-from-source
COPY . .


FROM builder as prod
RUN npx tsc -p tsconfig.build.json
RUN npm prune --omit=dev


FROM node:16-bullseye-slim
WORKDIR /var/darkroom
ENV NODE_ENV=production
RUN apt-get update && apt-get install -y ffmpeg libheif1 libvips42 && rm -rf /var/lib/apt/lists/*
COPY --from=prod /var/darkroom/node_modules ./node_modules
COPY --from=prod /var/darkroom/lib ./lib
COPY package.json start.sh start-worker.sh ./
VOLUME /var/darkroom/originals
EXPOSE 2283
