FROM emscripten/emsdk:3.1.50 as wasm
ADD . /src
WORKDIR /src/build
RUN emcmake cmake .. -DCMAKE_BUILD_TYPE=MinSizeRel && emmake make -j

FROM nginx:1.25-alpine as demo
COPY --from=wasm /src/build/playground.js /src/build/playground.wasm /usr/share/nginx/html/
COPY www/ /usr/share/nginx/html/
RUN sed -i '/application\/wasm/d' /etc/nginx/mime.types && echo 'types { application/wasm wasm; }' > /etc/nginx/conf.d/wasm.conf
