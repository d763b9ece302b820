<?php

declare(strict_types=1);

// php run.php <base address> <key of an empty account> <key of an account with a month behind it>
//     <receiver that takes> <receiver that fails> <receiver that refuses>
// Sends every operation of the client, the lists of them empty and filled, and prints how many operations there are.

require __DIR__ . '/Members.php';
require __DIR__ . '/HookBridge.php';

set_error_handler(fn (int $kind, string $message) => throw new ErrorException($message));
[, $base, $emptyKey, $filledKey, $taking, $failing, $refusing] = $argv;

/** Notes which operations were sent. */
final class Noted
{
    public static array $sent = [];

    public function __construct(private readonly HookBridge $client)
    {
    }

    public function __call(string $operation, array $arguments): mixed
    {
        self::$sent[$operation] = true;
        return $this->client->$operation(...$arguments);
    }
}

function must(mixed $expected, mixed $found): void
{
    if ($expected !== $found) {
        throw new LogicException('expected ' . json_encode($expected) . ' and found ' . json_encode($found));
    }
}

function refused(string $outcome, callable $call): void
{
    try {
        $call();
    } catch (Refused $refused) {
        must($outcome, "$refused->status $refused->errorCode");
        return;
    }
    throw new LogicException("expected $outcome");
}

function until(mixed $expected, callable $question): void
{
    $end = microtime(true) + 40;
    while (($found = $question()) !== $expected && microtime(true) < $end) {
        usleep(50_000);
    }
    must($expected, $found);
}

/** Calls that are refused for as long as the last attempt is just ending. */
function settled(callable $call): mixed
{
    $end = microtime(true) + 40;
    while (true) {
        try {
            return $call();
        } catch (Refused $refused) {
            if ($refused->errorCode !== 'DELIVERY_IN_PROGRESS' || microtime(true) > $end) {
                throw $refused;
            }
            usleep(50_000);
        }
    }
}

// Nothing there yet

$empty = new Noted(new HookBridge($base, $emptyKey));
foreach (['logs', 'deadLetters', 'endpoints', 'exports', 'invoices'] as $list) {
    must([], $empty->$list());
}
must([0], $empty->usage());
must(['total' => 0, 'rate' => 0.0], $empty->metrics());
must(0, $empty->series());
must([], $empty->deleteAll([]));
must(0, $empty->replayAll(['status' => 'failed_permanent']));
must(['not_found'], $empty->deleteBatch(['nobody']));
must(['failed'], $empty->replayBatch(['nobody']));
must([], $empty->actors(['user_id' => 'nobody']));
refused('404 NOT_FOUND', fn () => $empty->message('nobody'));
refused('404 NOT_FOUND', fn () => $empty->attempts('nobody'));
refused('404 NOT_FOUND', fn () => $empty->metrics(['endpoint_id' => 'ep_' . str_repeat('0', 32)]));

// Endpoints, with empty arrays as PHP writes them

$client = new Noted(new HookBridge($base, $filledKey));
$takes = $client->createEndpoint(['url' => $taking, 'headers' => [], 'rate_limit_rps' => 50, 'burst' => 50]);
$fails = $client->createEndpoint(['url' => $failing, 'description' => 'Fails']);
$refuses = $client->createEndpoint(['url' => $refusing, 'headers' => ['X-Team' => 'all']]);
must(3, count($client->endpoints()));
must(1, count($client->endpoints(['limit' => 1])));
must([], $client->updateEndpoint($takes['id'], [])['headers']);
must([], $client->updateEndpoint($takes['id'], ['headers' => []])['headers']);
must(['X-Team' => 'all'], $client->endpoint($refuses['id'])['headers']);
must(true, $client->pauseEndpoint($takes['id']));
$second = $client->createSigningKey($takes['id']);
must(2, count($client->signingKeys($takes['id'])));
$client->deleteSigningKey($takes['id'], $takes['key']);
must([$second], $client->signingKeys($takes['id']));
$client->createSigningKey($takes['id'], 'rotate-secret');

// Messages

$kept = $client->send(['endpoint_id' => $takes['id'], 'payload' => [], 'headers' => [], 'idempotency_key' => 'one']);
must($kept, $client->send(['endpoint_id' => $takes['id'], 'payload' => [], 'headers' => [], 'idempotency_key' => 'one']));
must('queued', $client->message($kept)['status']);
must(1, $client->resumeEndpoint($takes['id']));
until('succeeded', fn () => $client->message($kept)['status']);
must([['number' => 1, 'seen' => true]], $client->attempts($kept));
must($kept, settled(fn () => $client->replay($kept)));
until('succeeded', fn () => $client->message($kept)['status']);
must(1, $client->replayAll(['status' => 'succeeded', 'limit' => 5, 'endpoint_id' => $takes['id']]));
until('succeeded', fn () => $client->message($kept)['status']);

$waits = $client->send(['endpoint_id' => $fails['id'], 'payload' => ['a' => 1], 'retention_hours' => 1]);
until('pending_retry', fn () => $client->message($waits)['status']);
must('queued', settled(fn () => $client->retryNow($waits))['status']);
until('pending_retry', fn () => $client->message($waits)['status']);
must('failed_permanent', settled(fn () => $client->cancel($waits))['status']);

$lost = $client->send(['endpoint_id' => $refuses['id'], 'payload' => ['a' => 1]]);
until('failed_permanent', fn () => $client->message($lost)['status']);
must([$lost, $waits], $client->deadLetters());
must([$lost], $client->deadLetters(['limit' => 1]));
must($lost, settled(fn () => $client->replayDeadLetter($lost)));
until('failed_permanent', fn () => $client->message($lost)['status']);
must(0, $client->message($lost)['replays']);
must([$lost, $waits, $kept], $client->logs());
must(2, count($client->logs(['limit' => 2, 'end_time' => '2999-01-01T00:00:00+00:00'])));
must(3, $client->metrics(['window' => '7d'])['total']);
must(1.0, $client->metrics(['endpoint_id' => $takes['id']])['rate']);
must(3, $client->series());
must(1, $client->series(['window' => '1h', 'endpoint_id' => $fails['id']]));
must(['replayed', 'failed'], settled(fn () => $client->replayBatch([$kept, 'nobody'])));
until('succeeded', fn () => $client->message($kept)['status']);

// Exports, before the messages are deleted

$export = $client->createExport(['start_time' => '2020-01-01T00:00:00+00:00', 'end_time' => '2999-01-01T00:00:00Z']);
until('completed', fn () => $client->export($export['id'])['status']);
must([$export['id']], array_column($client->exports(), 'id'));
$client->downloadExport($export['id']);
$client->deleteExport($export['id']);

// Deletions: what is gone stays in the log

must(false, $client->delete($kept));
must(true, $client->delete($kept));
must('succeeded', $client->message($kept)['status']);
must(['deleted', 'already_deleted', 'not_found'], $client->deleteBatch([$waits, $kept, 'nobody']));
must([$lost], $client->deleteAll(['status' => 'failed_permanent,succeeded', 'limit' => 10]));
must([$lost, $waits, $kept], $client->logs());
must([], $client->deadLetters());

// Keys and projects

$key = $client->createKey(['mode' => 'test', 'label' => 'worker']);
must(true, in_array($key, $client->keys(), true));
must([$key], $client->actors(['user_id' => 'nobody', 'api_key_id' => "$key,key_none"]));
$client->deleteKey($key);
$project = $client->createProject(['name' => 'Second']);
must('Second', $client->updateProject($project['id'], [])['name']);
must('Second', $client->updateProject($project['id'], ['rate_limit_default' => 300])['name']);
must('Third', $client->updateProject($project['id'], ['name' => 'Third'])['name']);
must('Third', $client->project($project['id'])['name']);
must(2, count($client->projects()));
$client->deleteProject($project['id']);
$client->deleteEndpoint($fails['id']);

// Billing

must('pro', $client->subscription());
must(2, count($client->usage()));
must(1, count($client->usage(['limit' => 1, 'offset' => 1])));
must([2900], $client->invoices());
must([], $client->invoices(['limit' => 1, 'starting_after' => 'in_0000-00']));
must(true, str_starts_with($client->portal([]), 'https://'));
must(true, str_starts_with($client->portal(null), 'https://'));
must(true, str_starts_with($client->portal(['return_url' => 'https://app.example.com/']), 'https://'));
refused('409 ALREADY_SUBSCRIBED', fn () => $client->checkout('pro', 'monthly'));
must('free', $empty->subscription());
must(true, str_starts_with($empty->checkout('pro', 'monthly'), 'https://'));

$operations = array_map(
    fn (ReflectionMethod $method) => $method->name,
    array_filter(
        (new ReflectionClass(HookBridge::class))->getMethods(ReflectionMethod::IS_PUBLIC),
        fn (ReflectionMethod $method) => !$method->isConstructor()
    )
);
must([], array_values(array_diff($operations, array_keys(Noted::$sent))));
printf("operations: %d sent / %d listed\n", count(Noted::$sent), count($operations));
