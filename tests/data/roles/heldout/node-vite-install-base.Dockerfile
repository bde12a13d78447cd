# install
FROM node:20-alpine AS base
WORKDIR /spa
COPY package.json package-lock.json ./
RUN npm install

# compose target
FROM base AS local
COPY . .
EXPOSE 5173
CMD ["npm", "run", "dev", "--", "--host"]

# bundle
FROM base AS bundle
ARG API=/api
COPY . .
RUN VITE_API=$API npm run build

# web server
FROM nginx:stable-alpine AS web
COPY nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=bundle /spa/dist /usr/share/nginx/html
EXPOSE 80
