import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Staggered } from './staggered.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(atOnce: boolean) {
  const rendered: string[] = [];
  function Part({ name }: { name: string }) {
    rendered.push(name);
    return <p>{name}</p>;
  }
  const all = (
    <Staggered atOnce={atOnce}>
      <Part name="totals" />
      {null}
      <Part name="toolbar" />
      <Part name="table" />
    </Staggered>
  );
  render(all);
  return { rendered, shown: () => screen.queryAllByText(/./).filter(({ tagName }) => tagName === 'P').map(({ textContent }) => textContent) };
}

test('each child is rendered in a task of its own, and not again for the next one', () => {
  const { rendered, shown } = setUp(false);
  expect(shown()).toEqual([]);
  const steps: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    act(() => {
      vi.advanceTimersToNextTimer();
    });
    steps.push(shown());
  }
  expect(steps).toEqual([['totals'], ['totals', 'toolbar'], ['totals', 'toolbar', 'table']]);
  act(() => {
    vi.runAllTimers();
  });
  expect(rendered).toEqual(['totals', 'toolbar', 'table']);
});

test('all of it at once, when there is no hurry', () => {
  expect(setUp(true).shown()).toEqual(['totals', 'toolbar', 'table']);
});
