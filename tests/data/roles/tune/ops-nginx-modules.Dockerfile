ARG NGINX=1.25.3
FROM nginx:${NGINX}-alpine AS brotli
RUN apk add --no-cache brotli-dev build-base git linux-headers pcre2-dev zlib-dev
ARG NGINX
WORKDIR /work
ADD https://nginx.org/download/nginx-${NGINX}.tar.gz nginx.tar.gz
RUN git clone --depth 1 https://github.com/google/ngx_brotli \
 && tar xf nginx.tar.gz && cd nginx-${NGINX} \
 && ./configure --with-compat --add-dynamic-module=/work/ngx_brotli \
 && make -j2 modules && mkdir /modules && mv objs/ngx_http_brotli_*.so /modules

FROM nginx:${NGINX}-alpine
RUN apk add --no-cache brotli-libs
COPY --from=brotli /modules /usr/lib/nginx/modules
COPY nginx.conf /etc/nginx/nginx.conf
