// Written from the published contract, with the libraries and the steps of heap/heap-partner-api-reference: parse the
// body, make it JSON text again, check its HMAC with crypto-js, walk the members and print a line for each of them and
// for each request. As there, nothing is stored. With QUIET=1 nothing is printed, which the original cannot.
const CryptoJS = require('crypto-js');
const Koa = require('koa');
const bodyParser = require('koa-bodyparser');

const secret = process.env.WEBHOOK_SECRET;
const print = process.env.QUIET ? () => {} : (line) => console.log(line);
const app = new Koa();

app.use(async (ctx, next) => {
  const start = Date.now();
  print(`--> ${ctx.method} ${ctx.originalUrl}`);
  await next();
  print(`<-- ${ctx.method} ${ctx.originalUrl} ${ctx.status} ${Date.now() - start}ms`);
});

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
  print(`Page ${data.sync_info.page_number} of ${data.sync_info.total_pages}, task ${data.sync_info.sync_task_id}`);
  adds.forEach((member) => print(`Add ${member.id} to segment ${data.segment.id}`));
  removes.forEach((member) => print(`Remove ${member.id} from segment ${data.segment.id}`));
  ctx.status = 200;
  ctx.body = '';
});

app.listen(Number(process.env.PORT), '127.0.0.1');
