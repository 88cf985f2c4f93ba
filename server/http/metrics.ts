/** How one exchange ended. */
export interface Ended {
  readonly method: string;
  /** 499 when the client went away before an answer began. */
  readonly status: number;
  readonly durationMs: number;
}

/** Figures of what the server does, in Prometheus' text format. */
export interface Metrics {
  /** Counts an exchange as running; what it returns ends that. */
  begin(route: string): (ended: Ended) => void;
  text(): string;
}

const BOUNDS_S = [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60];

interface Duration {
  readonly buckets: number[];
  sum: number;
  count: number;
}

/** Makes figures that start at zero. Routes are templates, so that their number is bounded. */
export function createMetrics(): Metrics {
  const running = new Map<string, number>();
  const answers = new Map<string, number>();
  const durations = new Map<string, Duration>();

  return {
    begin(route) {
      running.set(route, (running.get(route) ?? 0) + 1);
      return ({ method, status, durationMs }) => {
        running.set(route, (running.get(route) ?? 1) - 1);
        const labels = `method="${method}",route="${route}",status="${status}"`;
        answers.set(labels, (answers.get(labels) ?? 0) + 1);
        const duration = durations.get(route) ?? { buckets: BOUNDS_S.map(() => 0), sum: 0, count: 0 };
        durations.set(route, duration);
        const seconds = durationMs / 1000;
        BOUNDS_S.forEach((bound, index) => {
          if (seconds <= bound) duration.buckets[index] = (duration.buckets[index] ?? 0) + 1;
        });
        duration.sum += seconds;
        duration.count += 1;
      };
    },
    text() {
      const { rss, heapUsed } = process.memoryUsage();
      const lines = [
        '# TYPE assay_requests_total counter',
        ...[...answers].map(([labels, count]) => `assay_requests_total{${labels}} ${count}`),
        '# TYPE assay_requests_running gauge',
        ...[...running].map(([route, count]) => `assay_requests_running{route="${route}"} ${count}`),
        '# TYPE assay_request_duration_seconds histogram',
        ...[...durations].flatMap(([route, { buckets, sum, count }]) => [
          ...BOUNDS_S.map((bound, index) => `assay_request_duration_seconds_bucket{route="${route}",le="${bound}"} ${buckets[index] ?? 0}`),
          `assay_request_duration_seconds_bucket{route="${route}",le="+Inf"} ${count}`,
          `assay_request_duration_seconds_sum{route="${route}"} ${sum.toFixed(4)}`,
          `assay_request_duration_seconds_count{route="${route}"} ${count}`,
        ]),
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${rss}`,
        '# TYPE nodejs_heap_size_used_bytes gauge',
        `nodejs_heap_size_used_bytes ${heapUsed}`,
        '# TYPE process_start_time_seconds gauge',
        `process_start_time_seconds ${Math.round(Date.now() / 1000 - process.uptime())}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}
