"""A shop that takes money: one call, a pause when there were too many, an exception for every other refusal."""
import os
from time import sleep

import requests


class HarpoonError(Exception):
    def __init__(self, code, message, details=None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details


def create_payment(amount: str, description: str, attempts: int = 3, pause=sleep):
    for attempt in range(attempts):
        response = requests.post(
            'https://api.harpoonsms.com/v1/transactions/initialize',
            headers={
                'Authorization': 'Bearer ' + os.environ['HARPOON_API_KEY'],
                'Content-Type': 'application/json',
            },
            json={'amount': amount, 'description': description},
        )

        answer = response.json()

        if response.ok:
            return answer['data']

        error = answer.get('error', {})
        code = error.get('code')

        if code == 'RATE_LIMIT_EXCEEDED' and attempt < attempts - 1:
            pause(2 ** attempt)
            continue

        raise HarpoonError(
            code=code,
            message=error.get('message', 'The answer has no message'),
            details=error.get('details'),
        )
