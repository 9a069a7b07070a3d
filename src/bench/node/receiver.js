// Written from the published contract, with the libraries and the steps of heap/heap-partner-api-reference: parse the
// body, make it JSON text again, check its HMAC with crypto-js, walk the members. As there, nothing is stored. Unlike
// there, nothing is logged for each request and member, which only makes it faster.
const CryptoJS = require('crypto-js');
const Koa = require('koa');
const bodyParser = require('koa-bodyparser');

const secret = process.env.WEBHOOK_SECRET;
const app = new Koa();
let members = 0;

app.use(bodyParser());

app.use(async (ctx, next) => {
  const header = ctx.get('heap-hash');
  const [, ts, hmac] = /^ts:(\d+),hmac:(.+)$/.exec(header) || ctx.throw(400, 'Heap-Hash is missing or malformed');
  const age = Date.now() - Number(ts);
  if (age > 60000 || age <= -1000) {
    ctx.throw(400, 'The time of Heap-Hash is outside the window');
  }
  const computed = CryptoJS.HmacSHA256(ts + JSON.stringify(ctx.request.body), secret).toString(CryptoJS.enc.Base64);
  if (computed !== hmac) {
    ctx.throw(403, 'The signature is wrong');
  }
  await next();
});

app.use(async (ctx) => {
  const { action_type: action, data } = ctx.request.body;
  if (action !== 'segment.users.sync') {
    ctx.throw(405, 'Another action than segment.users.sync');
  }
  const identify = (item) => (item.id ? { id: item.id } : ctx.throw(400, 'A member has no id'));
  const adds = (data.add || []).map(identify);
  const removes = (data.remove || []).map(identify);
  members += adds.length + removes.length;
  ctx.status = 200;
  ctx.body = '';
});

app.listen(Number(process.env.PORT), '127.0.0.1');
