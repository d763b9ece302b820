// A shop that takes money: one call, and an answer to each refusal that it expects.
const LONGEST_PAUSE_MS = 30000;

function backoff(attempt) {
  return Math.min(1000 * Math.pow(2, attempt), LONGEST_PAUSE_MS);
}

export async function createPayment(amount, description, wait, attempt = 0) {
  try {
    const response = await fetch('https://api.harpoonsms.com/v1/transactions/initialize', {
      method: 'POST',
      headers: {
        'Authorization': 'Bearer ' + process.env.HARPOON_API_KEY,
        'Content-Type': 'application/json'
      },
      body: JSON.stringify({ amount, description })
    });

    const answer = await response.json();

    if (!response.ok) {
      switch (answer.error?.code) {
        case 'INVALID_AMOUNT':
          throw new Error('The shop needs an amount that can be paid');
        case 'RATE_LIMIT_EXCEEDED':
          await wait(backoff(attempt));
          return createPayment(amount, description, wait, attempt + 1);
        case 'INSUFFICIENT_SCOPE':
          throw new Error('The key of the shop may not take payments');
        default:
          throw new Error(answer.error?.message || 'No payment was created');
      }
    }

    return answer.data;
  } catch (error) {
    console.error('No payment:', error);
    throw error;
  }
}
