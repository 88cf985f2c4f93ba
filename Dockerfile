# Assay in a container: unprivileged, on a read-only root. `docker run --read-only --tmpfs /tmp -v assay:/data -p 4173:4173 …`
# `npm run test:deploy` runs these steps outside Docker.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --include=dev --no-progress --loglevel=error
RUN node scripts/build.ts
RUN npm prune --omit=dev --ignore-scripts --no-progress --loglevel=error

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4173 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/jobs-api ./src/jobs-api
COPY --from=build /app/server ./server
RUN mkdir -p /data && chown 1000:1000 /data
VOLUME /data
USER 1000
EXPOSE 4173
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:4173/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
