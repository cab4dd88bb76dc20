# The image of web, indexer and worker alike; docker-compose.yml says how they run together.
FROM python:3.11-slim AS packages
COPY requirements.lock ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=directory.settings.production \
    DATA_DIR=/data
RUN useradd --system --uid 10001 --user-group --home-dir /srv/directory directory \
    && install -d -o directory -g directory /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/directory
COPY . .
# The static files are collected into DATA_DIR by the preparation that runs before every start, so
# that an older volume never hides the newer ones.
RUN python script/lib/messages.py && python -m compileall -q directory home search
USER directory
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s CMD ["python", "script/lib/healthy.py"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws", "directory.wsgi:application"]
