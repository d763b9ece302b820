<?php

declare(strict_types=1);

/** An answer outside of 2xx and 3xx. */
final class Refused extends Exception
{
    public function __construct(public readonly int $status, public readonly string $errorCode, string $message)
    {
        parent::__construct("$status $errorCode: $message");
    }
}

/**
 * A strict client of HookBridge's outbound operations, which knows nothing but what the vendor's own clients send and
 * read: every answer is read member by member.
 */
final class HookBridge
{
    public function __construct(private readonly string $base, private readonly string $key)
    {
    }

    // Messages

    public function send(array $request): string
    {
        return $this->sent($this->call('POST', '/v1/webhooks/send', $request));
    }

    public function message(string $id): array
    {
        return self::readMessage($this->data('GET', "/v1/messages/$id"));
    }

    public function attempts(string $id): array
    {
        return $this->page('GET', "/v1/messages/$id/attempts", self::readAttempt(...));
    }

    public function replay(string $id): string
    {
        return $this->sent($this->call('POST', "/v1/messages/$id/replay"), true);
    }

    public function retryNow(string $id): array
    {
        return self::readMessage($this->data('POST', "/v1/messages/$id/retry-now"));
    }

    public function cancel(string $id): array
    {
        return self::readMessage($this->data('POST', "/v1/messages/$id/cancel"));
    }

    public function replayAll(array $query): int
    {
        $answer = $this->call('POST', '/v1/messages/replay-all?' . http_build_query($query));
        $answer->string('message');
        $data = $answer->members('data');
        $data->int('failed');
        $data->int('stuck');
        $data->optional('strings', 'replayed_message_ids', 'stuck_message_ids');
        return $data->int('replayed');
    }

    public function replayBatch(array $ids): array
    {
        $answer = $this->call('POST', '/v1/messages/replay-batch', ['message_ids' => $ids]);
        $answer->string('message');
        $data = $answer->members('data');
        array_map($data->int(...), ['replayed', 'failed', 'stuck']);
        return $data->list('results', function (Members $result): string {
            $result->string('message_id');
            $result->optional('string', 'error');
            return $result->word('status', 'replayed', 'failed');
        });
    }

    public function delete(string $id): bool
    {
        $data = $this->data('DELETE', "/v1/messages/$id");
        self::same($id, $data->string('message_id'));
        $data->time('deleted_at');
        return $data->bool('already_deleted');
    }

    public function deleteBatch(array $ids): array
    {
        $data = $this->data('POST', '/v1/messages/delete-batch', ['message_ids' => $ids]);
        $outcomes = $data->list('results', function (Members $result): string {
            $result->string('message_id');
            $outcome = $result->word('outcome', 'deleted', 'already_deleted', 'not_found');
            self::same($outcome !== 'not_found', $result->has('deleted_at'));
            $result->optional('time', 'deleted_at');
            return $outcome;
        });
        foreach (['deleted', 'already_deleted', 'not_found'] as $outcome) {
            self::same(count(array_keys($outcomes, $outcome, true)), $data->int("{$outcome}_count"));
        }
        return $outcomes;
    }

    public function deleteAll(array $query): array
    {
        $data = $this->data('POST', '/v1/messages/delete-all?' . http_build_query($query));
        $ids = $data->strings('deleted_message_ids');
        self::same(count($ids), $data->int('deleted'));
        return $ids;
    }

    public function logs(array $query = []): array
    {
        return $this->page('GET', '/v1/logs?' . http_build_query($query), function (Members $entry): string {
            self::readEntry($entry);
            $entry->optional('string', 'last_error');
            return $entry->string('message_id');
        });
    }

    /** Of this list alone the data tells where it goes on. */
    public function deadLetters(array $query = []): array
    {
        $data = $this->data('GET', '/v1/dlq/messages?' . http_build_query($query));
        $data->bool('has_more');
        $data->optional('string', 'next_cursor');
        return $data->list('messages', function (Members $entry): string {
            self::readEntry($entry);
            $entry->time('failed_at');
            $entry->string('last_error');
            return $entry->string('message_id');
        });
    }

    public function replayDeadLetter(string $id): string
    {
        return $this->sent($this->call('POST', "/v1/dlq/replay/$id"));
    }

    // Numbers

    public function metrics(array $query = []): array
    {
        $data = $this->data('GET', '/v1/metrics?' . http_build_query($query));
        array_map($data->int(...), ['succeeded', 'failed', 'retries', 'avg_latency_ms']);
        $data->word('window', '1h', '24h', '7d', '30d');
        return ['total' => $data->int('total_messages'), 'rate' => $data->fraction('success_rate')];
    }

    public function series(array $query = []): int
    {
        $data = $this->data('GET', '/v1/metrics/timeseries?' . http_build_query($query));
        $data->word('window', '1h', '24h', '7d', '30d');
        return array_sum($data->list('buckets', function (Members $bucket): int {
            $bucket->time('timestamp');
            array_map($bucket->int(...), ['succeeded', 'failed', 'retrying', 'avg_latency_ms']);
            return $bucket->int('total');
        }));
    }

    // Endpoints, keys, projects

    /** This client always says whether deliveries are signed, as older ones did. */
    public function createEndpoint(array $request): array
    {
        $data = $this->data('POST', '/v1/endpoints', $request + ['hmac_enabled' => true]);
        $data->time('created_at');
        array_map($data->string(...), ['url', 'signing_key_id', 'key_hint']);
        $data->optional('string', 'description');
        str_starts_with($data->string('signing_secret'), 'whsec_') || throw new TypeError('no secret of HookBridge');
        return ['id' => $data->string('id'), 'key' => $data->string('signing_key_id')];
    }

    public function endpoints(array $query = []): array
    {
        return $this->page('GET', '/v1/endpoints?' . http_build_query($query), function (Members $item): string {
            $item->string('url');
            $item->bool('paused');
            $item->time('created_at');
            $item->optional('string', 'description');
            return $item->string('id');
        });
    }

    public function endpoint(string $id): array
    {
        return self::readEndpoint($this->data('GET', "/v1/endpoints/$id"));
    }

    public function updateEndpoint(string $id, array $request): array
    {
        $data = $this->data('PATCH', "/v1/endpoints/$id", $request);
        self::same(true, $data->bool('updated'));
        return self::readEndpoint($data);
    }

    public function deleteEndpoint(string $id): void
    {
        self::same(true, $this->data('DELETE', "/v1/endpoints/$id")->bool('deleted'));
    }

    public function pauseEndpoint(string $id): bool
    {
        $data = $this->data('POST', "/v1/endpoints/$id/pause");
        self::same($id, $data->string('id'));
        return $data->bool('paused');
    }

    public function resumeEndpoint(string $id): int
    {
        $data = $this->data('POST', "/v1/endpoints/$id/resume");
        self::same(false, $data->bool('paused'));
        return $data->int('messages_requeued');
    }

    public function signingKeys(string $endpoint): array
    {
        return Members::items(
            $this->list('GET', "/v1/endpoints/$endpoint/signing-keys"),
            'signing keys',
            self::readSigningKey(...)
        );
    }

    public function createSigningKey(string $endpoint, string $route = 'signing-keys'): string
    {
        $data = $this->data('POST', "/v1/endpoints/$endpoint/$route");
        $data->string('signing_secret');
        return self::readSigningKey($data);
    }

    public function deleteSigningKey(string $endpoint, string $id): void
    {
        $this->call('DELETE', "/v1/endpoints/$endpoint/signing-keys/$id");
    }

    public function keys(): array
    {
        return Members::items($this->list('GET', '/v1/api-keys'), 'API keys', function (Members $key): string {
            $key->optional('time', 'last_used_at');
            return self::readKey($key);
        });
    }

    public function createKey(array $request): string
    {
        $data = $this->data('POST', '/v1/api-keys', $request);
        $data->string('key');
        return self::readKey($data);
    }

    public function deleteKey(string $id): void
    {
        $this->call('DELETE', "/v1/api-keys/$id");
    }

    public function projects(): array
    {
        return Members::items($this->list('GET', '/v1/projects'), 'projects', self::readProject(...));
    }

    public function project(string $id): array
    {
        return self::readProject($this->data('GET', "/v1/projects/$id"));
    }

    public function createProject(array $request): array
    {
        return self::readProject($this->data('POST', '/v1/projects', $request));
    }

    public function updateProject(string $id, array $request): array
    {
        return self::readProject($this->data('PUT', "/v1/projects/$id", $request));
    }

    public function deleteProject(string $id): void
    {
        self::same(true, $this->data('DELETE', "/v1/projects/$id")->bool('deleted'));
    }

    public function actors(array $query): array
    {
        $data = $this->data('GET', '/v1/actors/lookup?' . http_build_query($query));
        foreach ($data->keyed('users') as $user) {
            $user->string('email');
        }
        $keys = $data->keyed('api_keys');
        foreach ($keys as $key) {
            $key->optional('string', 'label');
        }
        return array_keys($keys);
    }

    // Exports and billing

    public function createExport(array $request): array
    {
        return self::readExport($this->data('POST', '/v1/exports', $request));
    }

    public function exports(): array
    {
        return Members::items($this->list('GET', '/v1/exports'), 'exports', self::readExport(...));
    }

    public function export(string $id): array
    {
        return self::readExport($this->data('GET', "/v1/exports/$id"));
    }

    /** The address of the file. */
    public function downloadExport(string $id): string
    {
        [$status, $headers] = $this->exchange('GET', "/v1/exports/$id/download", null);
        self::same(302, $status);
        return $headers['location'] ?? throw new TypeError('a download has no Location');
    }

    public function deleteExport(string $id): void
    {
        $this->call('DELETE', "/v1/exports/$id");
    }

    public function subscription(): string
    {
        $data = $this->data('GET', '/v1/billing/subscription');
        $data->word('status', 'active', 'canceled', 'past_due', 'trialing', 'unpaid');
        $limits = $data->members('limits');
        $limits->string('plan');
        array_map($limits->int(...), ['messages_per_month', 'max_projects', 'max_endpoints', 'retention_days']);
        $limits->optional('int', 'max_retries');
        $usage = $data->members('usage');
        $usage->int('messages_used');
        $usage->time('period_start');
        $usage->time('period_end');
        $data->optional('bool', 'cancel_at_period_end');
        $data->optional('time', 'current_period_end');
        return $data->word('plan', 'free', 'pro', 'business', 'enterprise');
    }

    public function checkout(string $plan, string $interval): string
    {
        $data = $this->data('POST', '/v1/billing/checkout', ['plan' => $plan, 'interval' => $interval]);
        $data->string('session_id');
        return $data->string('checkout_url');
    }

    public function portal(?array $request): string
    {
        return $this->data('POST', '/v1/billing/portal', $request)->string('portal_url');
    }

    public function usage(array $query = []): array
    {
        $answer = $this->call('GET', '/v1/billing/usage-history?' . http_build_query($query));
        array_map($answer->members('meta')->int(...), ['total', 'limit', 'offset']);
        $answer->members('meta')->bool('has_more');
        return $answer->list('data', function (Members $row): int {
            $row->date('period_start');
            $row->date('period_end');
            $row->int('overage_count');
            $row->optional('int', 'plan_limit');
            return $row->int('message_count');
        });
    }

    public function invoices(array $query = []): array
    {
        return $this->page('GET', '/v1/billing/invoices?' . http_build_query($query), function (Members $invoice): int {
            array_map($invoice->string(...), ['id', 'status', 'currency']);
            array_map($invoice->time(...), ['period_start', 'period_end', 'created']);
            $invoice->optional('string', 'invoice_pdf', 'hosted_invoice_url');
            $sum = array_sum($invoice->list('lines', function (Members $line): int {
                $line->string('description');
                $line->int('quantity');
                return $line->int('amount');
            }));
            self::same($sum, $invoice->int('amount_due'));
            return $invoice->int('amount_paid');
        });
    }

    // What is read of the answers

    private static function readMessage(Members $message): array
    {
        array_map($message->string(...), ['id', 'project_id', 'endpoint_id', 'content_type', 'payload_sha256']);
        array_map($message->int(...), ['attempt_count', 'size_bytes']);
        $message->time('created_at');
        $message->time('updated_at');
        $message->optional('string', 'idempotency_key', 'last_error');
        $message->optional('time', 'next_attempt_at');
        $message->optional('int', 'response_status', 'response_latency_ms');
        return ['status' => self::readStatus($message), 'replays' => $message->int('replay_count')];
    }

    private static function readStatus(Members $of): string
    {
        return $of->word('status', 'queued', 'delivering', 'succeeded', 'pending_retry', 'failed_permanent');
    }

    private static function readAttempt(Members $attempt): array
    {
        $attempt->string('id');
        $attempt->time('created_at');
        $attempt->optional(
            'int',
            'response_status',
            'response_latency_ms',
            'processing_ms',
            'retry_after_seconds',
            'dns_ms',
            'tcp_connect_ms',
            'tls_handshake_ms',
            'ttfb_ms',
            'transfer_ms'
        );
        $attempt->optional('string', 'error_text', 'retry_type', 'resolved_ip', 'response_body_url');
        $attempt->optional('map', 'request_headers', 'response_headers');
        $attempt->optional('bool', 'conn_reused', 'response_body_truncated');
        return ['number' => $attempt->int('attempt_no'), 'seen' => $attempt->has('request_headers')];
    }

    private static function readEntry(Members $entry): void
    {
        str_starts_with($entry->string('endpoint'), 'https://') || throw new TypeError('an entry names no address');
        self::readStatus($entry);
        $entry->int('attempt_count');
        $entry->time('created_at');
        $entry->optional('time', 'delivered_at', 'next_attempt_at');
        $entry->optional('int', 'response_status', 'response_latency_ms');
    }

    private static function readEndpoint(Members $endpoint): array
    {
        array_map($endpoint->string(...), ['id', 'url']);
        $endpoint->time('created_at');
        $endpoint->time('updated_at');
        $endpoint->optional('string', 'description');
        $endpoint->optional('int', 'rate_limit_rps', 'burst');
        $endpoint->optional('map', 'headers');
        $endpoint->optional('bool', 'hmac_enabled');
        return ['paused' => $endpoint->bool('paused'), 'headers' => $endpoint->map('headers')];
    }

    private static function readSigningKey(Members $key): string
    {
        $key->time('created_at');
        self::same(4, strlen($key->string('key_hint')));
        return $key->string('id');
    }

    private static function readKey(Members $key): string
    {
        $key->string('prefix');
        $key->time('created_at');
        $key->optional('string', 'label');
        return $key->string('key_id');
    }

    private static function readProject(Members $project): array
    {
        array_map($project->string(...), ['tenant_id', 'status']);
        $project->int('rate_limit_default');
        $project->time('created_at');
        return ['id' => $project->string('id'), 'name' => $project->string('name')];
    }

    private static function readExport(Members $export): array
    {
        $export->string('project_id');
        array_map($export->time(...), ['filter_start_time', 'filter_end_time', 'created_at']);
        $export->optional('string', 'filter_status', 'filter_endpoint_id', 'error_message');
        $export->optional('int', 'row_count', 'file_size_bytes');
        $export->optional('time', 'started_at', 'completed_at', 'expires_at');
        return ['id' => $export->string('id'), 'status' => $export->string('status')];
    }

    // What goes over the wire

    private function sent(Members $answer, bool $told = false): string
    {
        $told && $answer->string('message');
        $data = $answer->members('data');
        $data->word('status', 'queued');
        return $data->string('message_id');
    }

    private function data(string $verb, string $path, ?array $body = null): Members
    {
        return $this->call($verb, $path, $body)->members('data');
    }

    private function list(string $verb, string $path): mixed
    {
        return $this->answer($verb, $path, null)->data ?? null;
    }

    /** A list that says whether there is more of it, and where. */
    private function page(string $verb, string $path, callable $read): array
    {
        $answer = $this->call($verb, $path);
        $more = $answer->members('meta')->bool('has_more');
        $more || self::same(false, $answer->members('meta')->has('next_cursor'));
        return $answer->list('data', $read);
    }

    private function call(string $verb, string $path, ?array $body = null): Members
    {
        return Members::of($this->answer($verb, $path, $body), "$verb $path");
    }

    private function answer(string $verb, string $path, ?array $body): stdClass
    {
        [$status, , $text] = $this->exchange($verb, $path, $body);
        $answer = json_decode($text, false, 512, JSON_THROW_ON_ERROR);
        $members = Members::of($answer, "$verb $path");
        $members->members('meta')->string('request_id');
        if ($status < 200 || $status > 299) {
            $error = $members->members('error');
            throw new Refused($status, $error->string('code'), $error->string('message'));
        }
        return $answer;
    }

    /** Status, headers and body; an empty array of PHP goes out as a list, and the content type is always JSON. */
    private function exchange(string $verb, string $path, ?array $body): array
    {
        $headers = [];
        $curl = curl_init($this->base . $path);
        curl_setopt_array($curl, [
            CURLOPT_CUSTOMREQUEST => $verb,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_NOPROXY => '127.0.0.1',
            CURLOPT_TIMEOUT => 30,
            CURLOPT_HTTPHEADER => ["Authorization: Bearer $this->key", 'Content-Type: application/json'],
            CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$headers): int {
                $parts = explode(':', $line, 2);
                if (count($parts) === 2) {
                    $headers[strtolower($parts[0])] = trim($parts[1]);
                }
                return strlen($line);
            },
        ]);
        if ($body !== null) {
            curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body, JSON_THROW_ON_ERROR));
        }
        $text = curl_exec($curl);
        if ($text === false) {
            throw new RuntimeException("$verb $path: " . curl_error($curl));
        }
        return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $headers, $text];
    }

    private static function same(mixed $expected, mixed $found): void
    {
        if ($expected !== $found) {
            throw new TypeError('must be ' . json_encode($expected) . ' and is ' . json_encode($found));
        }
    }
}
