// The workloads on Restate's SDK for TypeScript with its generators. The argument is the ingress of Restate.
import * as http2 from "node:http2";
import * as restate from "@restatedev/restate-sdk";
import { all, execute, gen, run, workflowPromise } from "@restatedev/restate-sdk-gen";

// The SDK needs it, and Node 20 does not have it.
Promise.withResolvers ??= function () {
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  return deferred;
};

const ingress = process.argv[2];

const parcel = (n, to) => ({ id: `parcel-${n}`, weight: n, to });
const workflow = (name, handlers) => restate.workflow({ name, handlers });
const send = (n) => run(async () => parcel(n, "there"), { name: `send parcel ${n}` });

function approve(key) {
  fetch(new URL(`/NodeApproval/${key}/approveGo`, ingress), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ actor: "ann" }),
  }).then((answer) => {
    if (!answer.ok) console.log(`approveGo was refused: ${answer.status}`);
  });
}

const steps = workflow("NodeSteps", {
  run: (ctx, count) =>
    execute(
      ctx,
      gen(function* () {
        let weight = 0;
        for (let n = 0; n < count; n++) weight += (yield* send(n)).weight;
        return `${weight} kg`;
      }),
    ),
});

const undo = workflow("NodeUndo", {
  run: (ctx, count) =>
    execute(
      ctx,
      gen(function* () {
        const undo = [];
        try {
          for (let n = 0; n < count; n++) {
            undo.unshift(() =>
              run(async () => void parcel(n, "here"), { name: `take parcel ${n} back` }),
            );
            yield* send(n);
          }
          throw new restate.TerminalError("the recipient moved", { errorCode: 409 });
        } catch (failure) {
          for (const action of undo) yield* action();
          throw failure;
        }
      }),
    ),
});

const approval = workflow("NodeApproval", {
  run: (ctx, count) =>
    execute(
      ctx,
      gen(function* () {
        const packed = yield* run(async () => parcel(count, "there"), { name: "pack parcel" });
        yield* run(async () => approve(ctx.key), { name: "ask go" });
        yield* workflowPromise("go").get();
        return yield* run(async () => packed.id, { name: "send parcel" });
      }),
    ),
  approveGo: (ctx, decision) => ctx.promise("go").resolve(decision.actor),
});

const branches = workflow("NodeBranches", {
  run: (ctx, count) =>
    execute(
      ctx,
      gen(function* () {
        const parcels = yield* all(Array.from({ length: count }, (_, n) => send(n)));
        return `${parcels.reduce((sum, each) => sum + each.weight, 0)} kg`;
      }),
    ),
});

const server = http2.createServer(
  restate.createEndpointHandler({ services: [steps, undo, approval, branches] }),
);
server.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
