// The time that was given, counted down on this page's own clock: told once a second, and quiet when it is up.

/** `told({left, seconds})` is called as time goes; `set(stage)` takes what the workbench says is left. */
export function timing({ told }) {
  let ends = 0;
  let seconds = 0;
  let timer = 0;

  function tick() {
    const left = Math.max(0, (ends - performance.now()) / 1000);
    told({ left, seconds });
    if (!left || !seconds) clearInterval(timer), (timer = 0);
  }

  return {
    set(stage) {
      seconds = stage.seconds;
      ends = performance.now() + stage.left * 1000;
      if (stage.left && !timer) timer = setInterval(tick, 1000);
      tick();
    },
  };
}
