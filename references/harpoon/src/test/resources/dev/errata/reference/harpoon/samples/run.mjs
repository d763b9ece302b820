import { createPayment } from './create-payment.mjs';

const wait = ms => {
  console.log('waiting ' + ms);
  return new Promise(resolve => setTimeout(resolve, ms));
};

createPayment(process.argv[2], process.argv[3], wait)
  .then(payment => console.log('created ' + payment.reference + ' ' + payment.status))
  .catch(error => console.log('refused ' + error.message));
