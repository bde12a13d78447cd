# Etapa de compilación
FROM node:16 AS compilacion
WORKDIR /aplicacion
COPY package.json package-lock.json ./
RUN npm install --legacy-peer-deps
COPY . .
ARG ENTORNO=produccion
RUN npx ng build --configuration=$ENTORNO

# Etapa de servidor
FROM nginx:1.25-alpine AS servidor
RUN rm -rf /usr/share/nginx/html/*
COPY nginx/default.conf /etc/nginx/conf.d/default.conf
COPY --from=compilacion /aplicacion/dist/inventario /usr/share/nginx/html
EXPOSE 80
CMD ["nginx", "-g", "daemon off;"]
