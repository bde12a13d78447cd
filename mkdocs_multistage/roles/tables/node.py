"""What the commands of Node.js, Bun and Deno projects do."""

from __future__ import annotations

from mkdocs_multistage.roles.tables.model import Table, any_of

_COMPILERS = any_of(
    "babel browserify esbuild lessc microbundle ncc nexe parcel pkg postcss rollup sass svgo swc tailwindcss terser tsc tsc-alias "
    "tsup uglifyjs unbuild vue-tsc"
)
# Command lines of frameworks, which build, serve and lint by subcommand.
_FRAMEWORKS = any_of(
    "astro blitz craco docusaurus eleventy expo gatsby gridsome ionic keystone max medusa meteor nest next ng nuxi nuxt payload "
    "polymer quasar react-app-rewired react-scripts redwood remix rsbuild rw stencil storybook strapi svelte-kit tauri umi vinxi "
    "vite vitepress vue-cli-service vuepress waku wasp"
)
_CHECKERS = any_of(
    "ava biome c8 commitlint cspell cypress depcheck eslint jest karma knip lhci lighthouse markdownlint* mocha nightwatch nyc "
    "oxlint pa11y playwright-test prettier standard stylelint tap testcafe tslint vitest wdio xo"
)
_WATCHERS = any_of(
    "browser-sync live-server node-dev nodemon supervisor-dev ts-node-dev tsnd tsx-watch webpack-dashboard webpack-dev-server"
)

NODE: Table = {
    "npm|yarn|pnpm|bun create|init *": "generate",
    "create-*": "generate",
    "npm|pnpm|yarn|bun i|install|add|global ~nodemon|~ts-node-dev|~pm2-dev": "devtools",
    # what the project calls deploying ends in a folder of the image
    "npm|yarn|pnpm|bun run|run-script deploy": "build",
    "yarn deploy": "build",
    # npm
    "npm i|install|add|ci -g|--global|--location=global": "tool",
    "npm i|install|add *": "packages",
    "npm ci|i|install|clean-install|install-test|it": "deps",
    "npm prune|dedupe|rebuild": "deps",
    "npm t|test|tst|audit|outdated": "test",
    "npm start|restart": "run",
    "npm run|run-script <script>": "opaque",
    "npm pack": "build",
    "npm": "idle",
    # Yarn
    "yarn global add": "tool",
    "yarn add": "packages",
    "yarn install|$": "deps",
    "yarn workspaces focus": "deps",
    "yarn workspaces foreach ~run <script>": "opaque",
    "yarn workspaces|workspace * <script>": "opaque",
    "yarn run <script>": "opaque",
    "yarn config|cache|set|policies|link|version|plugin": "idle",
    "yarn prune|autoclean": "deps",
    "yarn start": "run",
    "yarn audit|outdated": "test",
    "yarn <script>": "opaque",
    # pnpm
    "pnpm add|i|install -g|--global": "tool",
    "pnpm add": "packages",
    "pnpm i|install|fetch|ci": "deps",
    "pnpm deploy|prune|rebuild": "deps",
    "pnpm test|t|audit|outdated": "test",
    "pnpm start": "run",
    "pnpm run|run-script <script>": "opaque",
    "pnpm config|store|setup|env|import|pkg|publish": "idle",
    "pnpm pack": "build",
    "pnpm <script>": "opaque",
    # Bun
    "bun add|i|install -g|--global": "tool",
    "bun add|i|install *": "packages",
    "bun add|i|install|ci": "deps",
    "bun build": "build",
    "bun test": "test",
    "bun --watch|--hot": "dev",
    "bun run *.ts|*.js|*.tsx": "run",
    "bun run <script>": "opaque",
    "bun start": "run",
    "bun *.ts|*.js|*.tsx": "run",
    "bun <script>": "opaque",
    # Deno
    "deno cache|install|add|ci": "deps",
    "deno compile|bundle": "build",
    "deno test|lint|fmt|check|bench": "test",
    "deno task <script>": "opaque",
    "deno run|serve --watch*": "dev",
    "deno run|serve ~build": "build",
    "deno run|serve": "run",
    # monorepos
    "turbo prune": "deps",
    "turbo run <script>": "opaque",
    "turbo <script>": "opaque",
    "nx run-many|affected -t|--target|--targets* <script>": "build",
    "nx run-many|affected": "build",
    "nx run <script>": "opaque",
    "nx <script>": "opaque",
    "lerna bootstrap": "deps",
    "lerna run <script>": "opaque",
    "rush install|update": "deps",
    "rush build|rebuild|deploy": "build",
    "node-prune|modclean|patch-package|husky|ngcc|is-ci": "idle",
    # compilers and bundlers
    "tsc --noEmit": "test",
    f"{_COMPILERS} --watch|-w": "dev",
    f"{_COMPILERS}": "build",
    "webpack serve|watch": "dev",
    "webpack --watch": "dev",
    "webpack": "build",
    "gulp|grunt|brunch <script>": "build",
    "ember build": "build",
    "ember serve|server|s": "dev",
    "ember test|t": "test",
    "build-storybook|hexo|workbox-cli": "build",
    f"{_FRAMEWORKS} new": "generate",
    f"{_FRAMEWORKS} build|generate|export|bundle|compile|prerender|package": "build",
    f"{_FRAMEWORKS} dev|serve|develop|watch": "dev",
    f"{_FRAMEWORKS} start|preview": "run",
    f"{_FRAMEWORKS} lint|test|test:unit|e2e|typecheck": "test",
    "vite $": "dev",
    "eleventy": "build",
    # checks
    "eslint|stylelint|biome|prettier --fix|--write": "generate",
    f"{_CHECKERS}": "test",
    "playwright install|install-deps": "tool",
    "playwright test": "test",
    "puppeteer browsers": "tool",
    # generated clients
    "prisma generate": "generate",
    "prisma migrate|db|studio": "run",
    "graphql-codegen|openapi-generator*|orval|swagger-codegen|kysely-codegen": "generate",
    # running
    f"{_WATCHERS}": "dev",
    "node --watch*|--inspect*": "dev",
    "node -e|-p|--eval|--print": "idle",
    "node *test*.js": "test",
    "node *build*|*bundle*|ace|*compile*": "build",
    "node": "run",
    "ts-node|tsx": "run",
    "pm2|pm2-runtime|serve|http-server": "run",
}
