FROM nginx:1.25.3-alpine AS module
RUN apk add --no-cache gcc libc-dev make pcre2-dev zlib-dev brotli-dev git linux-headers
WORKDIR /tmp
RUN wget -q "https://nginx.org/download/nginx-${NGINX_VERSION}.tar.gz" && tar zxf nginx-${NGINX_VERSION}.tar.gz
RUN git clone --depth 1 https://github.com/google/ngx_brotli
RUN cd nginx-${NGINX_VERSION} \
    && ./configure --with-compat --add-dynamic-module=../ngx_brotli \
    && make modules \
    && cp objs/*.so /usr/lib/nginx/modules/

FROM nginx:1.25.3-alpine
RUN apk add --no-cache brotli-libs
COPY --from=module /usr/lib/nginx/modules/ngx_http_brotli_filter_module.so /usr/lib/nginx/modules/
COPY --from=module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so /usr/lib/nginx/modules/
COPY nginx.conf /etc/nginx/nginx.conf
