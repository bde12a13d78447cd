ARG NODE=20-slim

FROM node:${NODE} AS workspace
RUN npm install -g turbo@1 pnpm@8
WORKDIR /mono

FROM workspace AS slice
COPY . .
RUN turbo prune storefront --docker

FROM workspace AS installer
COPY --from=slice /mono/out/json/ .
RUN pnpm install --frozen-lockfile
COPY --from=slice /mono/out/full/ .
ARG SHOP_API
RUN NEXT_PUBLIC_SHOP_API=${SHOP_API} pnpm turbo build --filter=storefront...
RUN pnpm --filter=storefront deploy --prod /deploy

FROM node:${NODE} AS runner
RUN useradd --system storefront
USER storefront
WORKDIR /home/storefront
COPY --from=installer --chown=storefront /deploy .
EXPOSE 3000
CMD node_modules/.bin/next start
