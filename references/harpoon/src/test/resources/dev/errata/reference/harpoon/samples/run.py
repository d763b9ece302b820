import sys
import time

from create_payment import HarpoonError, create_payment


def pause(seconds):
    print('waiting', seconds, flush=True)
    time.sleep(seconds)


try:
    payment = create_payment(sys.argv[1], sys.argv[2], pause=pause)
    print('created', payment['reference'], payment['status'])
except HarpoonError as error:
    print('refused', error.code, error.message, error.details)
